"""Duty leases: which one object of a company a supervisor has opened, why, and until when she may see it.

Schema: shared. May know: the directory, the audit. Must not know: calls, records; what is opened is an opaque id.
Verbs: services.take, give_back, note_read; selectors.access_lease, holds.
"""
