"""May this number be dialled? Every dial of ours asks here first: an operator's, a transfer, a forward, a callback.

Schema: shared. May know: numbers, tenants, agents. Must not know: calls, queues, any company's own tables.
Public verbs: services.permit; selectors.rules_of; safety.refusal (pure).
"""
