"""What is written about a call. Each function is one statement, inside the caller's transaction and company.

Arrival is the hot path: `new_record` and `new_events` are rows for `hot.write` to send with those of other rooms.
Nothing here reads a clock: `now` and `at` come from whoever knows when it happened.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Unpack
from uuid import UUID

from django.db.models import F

from campaigns.records.models import CallEvent, CallRecord
from campaigns.records.types import Event, EventKind, NewRecord, Outcome, Waited
from cc_saas.lib.hot import Insert, write
from cc_saas.lib.rows import NEXT_VERSION, Rows, Sql

_RECORDS = Rows(CallRecord, prepared=True)
_LIVE, _OPEN = "this.id = %s AND this.ended_at IS NULL", "this.id = %s AND this.closed_at IS NULL"


@dataclass(frozen=True, kw_only=True)
class Lengths:
    """How long the parts of a call took, in whole seconds. Waiting includes ringing; talking excludes hold."""

    wait_time: int = 0
    ring_time: int = 0
    talk_time: int = 0
    hold_time: int = 0


def new_record(**told: Unpack[NewRecord]) -> Insert:
    """Return the record of a call as it begins at its arrival. Written twice, it changes nothing."""
    record = dict(told)
    record["id"], record["started_at"] = record.pop("call_id"), record.pop("now")
    return Insert(CallRecord, [record], unless_there=True)


def open_record(**told: Unpack[NewRecord]) -> None:
    """Write the record of a call as it begins. One INSERT."""
    write(new_record(**told))


def add_event(*, call_id: UUID, kind: EventKind, at: datetime, actor: str = "", **details: object) -> None:
    """Write one thing that happened. `details` are what types.Event names. One INSERT."""
    add_events([Event(call_id=call_id, kind=kind, at=at, actor=actor, details=details)])


def add_events(events: Iterable[Event]) -> None:
    """Write several things that happened, in the order given, in one INSERT."""
    write(new_events(events))


def new_events(events: Iterable[Event]) -> Insert:
    """Return several things that happened, in the order given, as rows."""
    rows = [
        dict(
            record_id=event.call_id,
            kind=event.kind,
            at=event.at,
            actor=event.actor,
            details=dict(event.details),
        )
        for event in events
    ]
    return Insert(CallEvent, rows)


def answer(
    *,
    call_id: UUID,
    operator_id: UUID,
    operator_name: str,
    queue_name: str,
    wait_time: int,
    ring_time: int,
    now: datetime,
) -> bool:
    """An operator begins to talk. Of a second operator (after a loss) the name is kept, the first instant stays.

    Returns whether a live record was there to change.
    """
    return bool(
        _RECORDS.change(
            _LIVE,
            [call_id],
            answered_at=Sql("coalesce(answered_at, %s)", (now,)),
            operator_id=operator_id,
            operator_name=operator_name,
            queue_name=queue_name,
            wait_time=wait_time,
            ring_time=ring_time,
            version=NEXT_VERSION,
        )
    )


def finish(
    *,
    call_id: UUID,
    outcome: Outcome,
    now: datetime,
    wait_time: int = 0,
    ring_time: int = 0,
    talk_time: int = 0,
    hold_time: int = 0,
) -> bool:
    """The line is gone: say what came of the call and how long its parts took. The first to say so is believed.

    Returns False where the record was finished before.
    """
    lengths = Lengths(wait_time=wait_time, ring_time=ring_time, talk_time=talk_time, hold_time=hold_time)
    changes = dict(outcome=outcome, ended_at=now, version=NEXT_VERSION, **asdict(lengths))
    return bool(_RECORDS.change(_LIVE, [call_id], **changes))


def close(
    *,
    call_id: UUID,
    now: datetime,
    wrap_up_time: int = 0,
    disposition: tuple[str, str] | None = None,
    note: str | None = None,
    waited: Waited | None = None,
) -> bool:
    """End the work on a call. `disposition` is (code, label); None keeps what was saved before, as for `note`, `waited`.

    Returns False where the record was closed before.
    """
    changes: dict[str, object] = {} if note is None else {"note": note}
    if waited is not None:
        changes.update(asdict(waited))
    if disposition is not None:
        changes["disposition_code"], changes["disposition_label"] = disposition
    return bool(
        _RECORDS.change(
            _OPEN,
            [call_id],
            closed_at=now,
            ended_at=Sql("coalesce(ended_at, %s)", (now,)),
            wrap_up_time=wrap_up_time,
            version=NEXT_VERSION,
            **changes,
        )
    )


def change_language(*, call_id: UUID, language: str) -> bool:
    """The caller has chosen another language (BCP 47) than her line's. Returns False once the line is gone."""
    live = CallRecord.objects.filter(id=call_id).live()
    return bool(live.update(language=language, version=F("version") + 1))


def save_note(*, call_id: UUID, note: str) -> bool:
    """Keep the operator's note while the call is open. Returns False once it is closed."""
    return bool(CallRecord.objects.filter(id=call_id).open().update(note=note, version=F("version") + 1))
