"""What a company has prepared for a crisis, and whether one is on: decided by the clock alone, whatever runs or does not.

Schema: shared. May know: the directory, accounts, the audit. Must not know: menus, queues, calls; what it keeps about
them are opaque ids and JSON. Arrival and routing read it from memory.
Verbs: save_plan, ask, confirm, consent, end; codes.make, agree, revoke, try_code, switch_on; present, all_present, standing.
"""
