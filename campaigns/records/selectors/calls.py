"""What is read about calls of the current company."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from campaigns.records.models import CallEvent, CallRecord, VoicemailRecording
from campaigns.records.types import CallerHistory, Contact, Outcome
from cc_saas.lib.hot import fetch_prepared
from cc_saas.lib.rows import Rows

_RECORDS = Rows(CallRecord, prepared=True)
_EVENTS = Rows(CallEvent, prepared=True)
LAST_CONTACTS = 3


class CallUnknown(LookupError):
    """The current company has no call of that id."""


def access_call(*, call_id: UUID) -> CallRecord:
    """One call with its history and voicemails. Raises CallUnknown."""
    history = Prefetch("events", queryset=CallEvent.objects.order_by("at", "id"))
    record = CallRecord.objects.prefetch_related(history, "voicemails").filter(id=call_id).first()
    if record is None:
        raise CallUnknown(str(call_id))
    return record


def access_record(*, call_id: UUID) -> CallRecord:
    """One call by itself, without what happened in it. Raises CallUnknown."""
    record = _RECORDS.first("this.id = %s", [call_id])
    if record is None:
        raise CallUnknown(str(call_id))
    return record


def access_voicemail(*, call_id: UUID, voicemail_id: int) -> VoicemailRecording:
    """One message of one call. Raises CallUnknown."""
    found = VoicemailRecording.objects.filter(id=voicemail_id, record_id=call_id).first()
    if found is None:
        raise CallUnknown(str(call_id))
    return found


def timeline(*, call_id: UUID) -> Sequence[CallEvent]:
    """What happened in a call, in order."""
    return _EVENTS.all("this.record_id = %s ORDER BY this.at, this.id", [call_id])


def caller_history(*, caller: str, before: datetime) -> CallerHistory:
    """How often this caller rang before an instant, and what came of the last times. One query.

    A withheld number ("") has no history: those calls may be anybody's.
    """
    if not caller:
        return CallerHistory(calls_before=0, last_contacts=())
    rows = fetch_prepared(_HISTORY, [caller, before, LAST_CONTACTS])
    contacts = [Contact(call_id=call_id, at=at, outcome=_outcome(outcome), disposition=disposition, note=note)
                for call_id, at, outcome, disposition, note, _ in rows]  # fmt: skip
    return CallerHistory(calls_before=rows[0][-1] if rows else 0, last_contacts=contacts)


# Asked at every ring, and once per console snapshot: written out, since compiling it costs more than running it.
_HISTORY = """
    SELECT id, started_at, outcome, disposition_label, note, count(*) OVER ()
    FROM records_callrecord WHERE caller = %s AND started_at < %s ORDER BY started_at DESC LIMIT %s
"""


def last_contacts(*, caller: str, before: datetime, limit: int = LAST_CONTACTS) -> Sequence[Contact]:
    """What came of this caller's last calls, newest first."""
    earlier = CallRecord.objects.from_caller(caller).filter(started_at__lt=before).exclude(caller="")
    return [_contact(row) for row in earlier.order_by("-started_at")[:limit]]


def calls_before(*, caller: str, before: datetime) -> int:
    """How often this caller rang before an instant."""
    return CallRecord.objects.from_caller(caller).filter(started_at__lt=before).exclude(caller="").count()


def pending_voicemails(*, left_before: datetime) -> Sequence[str]:
    """The carrier's names of messages whose sound has not been fetched yet, for whoever fetches it again."""
    waiting = VoicemailRecording.objects.filter(state="PENDING", left_at__lt=left_before)
    return list(waiting.order_by("left_at").values_list("recording_sid", flat=True))


def _contact(row: CallRecord) -> Contact:
    return Contact(
        call_id=row.id,
        at=row.started_at,
        outcome=_outcome(row.outcome),
        disposition=row.disposition_label,
        note=row.note,
    )


def _outcome(word: str | None) -> Outcome | None:
    return Outcome(word) if word else None


LAST_OPERATOR = (
    "(SELECT operator_id FROM records_callrecord WHERE caller = nullif(%s::text, '') AND operator_id IS NOT NULL"
    " ORDER BY started_at DESC LIMIT 1)"
)


def last_operator(*, caller: str) -> tuple[str, str]:
    """Return who served this caller the last time, as an expression for `hot.Insert` and the value of its placeholder.

    The row that wants to know is written in the same statement, so the arrival of a caller costs no more for it.
    """
    return LAST_OPERATOR, caller
