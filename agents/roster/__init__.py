"""The operators, what they can do, and which companies they may serve.

Schema: shared. May know: tenants. Must not know: presence, work, calls.
Public verbs: services.hire, services.clear; selectors.access_operator, selectors.operator_of_user.
"""
