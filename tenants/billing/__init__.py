"""What a company will pay for: one metered row per closed call.

Schema: shared. UsageRecord, written at closing; reports over all companies read it.
May know: the directory of companies.
Must not know: rates of other companies, live calls, what was said in a call.
Verbs: meter.
"""
