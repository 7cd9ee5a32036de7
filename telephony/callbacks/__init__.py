"""What was promised to callers who would not wait: whom to call back, by when, and how often it was tried.

Schema: shared. May know: calls, tenants, agents. Must not know: queues, routing, any company's own tables.
Public verbs: services.promise, services.put_off, services.agree; selectors.promise_of, selectors.terms_of, selectors.rung_again.
"""
