"""How a company's calls were served: interval facts, the measures reckoned from them, reports to read and to keep.

Schema: tenant. One IntervalFact per closed call, without anybody's number; ReportSchedule and what was sent of it.
May know: records; presence, roster, billing and directory for what the outsourcer's supervisors see over all companies.
Must not know: live calls, queues' settings (what was promised is told at closing), the carrier.
Verbs: fold, fold_all; schedule, stop, claim_due, send; measures (pure).
"""
