"""The ACD: who answers whom. `match.py` is pure and the only policy.

Schema: shared. May know: queues, calls, agents. Must not know: the carrier, any company's own tables.
Public verbs: services.assign (it rings nobody), services.accept, services.miss, services.decline, services.cancel.
"""
