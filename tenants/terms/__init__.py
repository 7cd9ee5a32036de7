"""What each company is promised: the routing part of its contract, in versions with a start, and walls between rivals.

Schema: shared. Coordinators of the outsourcer edit it; routing reads it from memory.
May know: the directory, accounts, the audit. Must not know: operators, live calls, how callers are matched.
Verbs: agree, withdraw, build_wall, tear_down, tell_owners; present, versions, walls, notices.
"""
