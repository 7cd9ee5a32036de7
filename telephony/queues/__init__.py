"""Where callers wait, and in which order.

Schema: shared. May know: calls, tenants, agents. Must not know: routing's policy, any company's own tables.
Public verbs: arranging.save_queue, arranging.delete_queue, services.enqueue, services.requeue, services.leave; selectors.default_queue.
"""
