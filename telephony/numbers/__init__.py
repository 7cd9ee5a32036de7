"""Which company a phone number belongs to.

Schema: shared. May know: tenants, agents. Must not know: calls, any company's own tables.
Public verbs: services.assign_number; selectors.resolve.
"""
