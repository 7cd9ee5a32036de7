"""Audit: who did what to which company, for ever.

Schema: shared. May know: nothing (it stands at the bottom). Must not know: any other room; actors and companies are opaque ids.
Verbs: services.note; selectors.entries.
"""
