"""What came of each caller's wait: the facts that the floor and reports count, over all companies at once.

Schema: shared. May know: directory, the ids of calls, queues and operators. Must not know: any company's own tables.
Public verbs: services.write_wait; selectors.counts, selectors.quarters; targets.targets.
"""
