"""Everything that is read about calls of the current company."""

from campaigns.records.selectors.calls import (
    CallUnknown,
    access_call,
    access_record,
    access_voicemail,
    caller_history,
    calls_before,
    last_contacts,
    last_operator,
    pending_voicemails,
    timeline,
)
from campaigns.records.selectors.lists import (
    IN_PROGRESS,
    CallFilter,
    Totals,
    any_call,
    calls,
    counts_over_time,
    newest_state,
    totals,
)

__all__ = [
    "IN_PROGRESS",
    "CallFilter",
    "CallUnknown",
    "Totals",
    "access_call",
    "access_record",
    "access_voicemail",
    "any_call",
    "caller_history",
    "calls",
    "calls_before",
    "counts_over_time",
    "last_contacts",
    "last_operator",
    "newest_state",
    "pending_voicemails",
    "timeline",
    "totals",
]
