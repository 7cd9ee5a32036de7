"""Writes of the queues."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from cc_saas.lib import livemap
from cc_saas.lib.hot import Insert, execute_prepared, write
from cc_saas.lib.rows import Rows, Sql
from cc_saas.lib.rows import remove as remove_row
from telephony.calls.services import WAKE
from telephony.numbers.types import LINES
from telephony.queues.models import Queue, QueueEntry
from telephony.queues.types import DEFAULT_QUEUE, PREFERENCE_TIME, QUEUES, EntryState

_ENTRIES = Rows(QueueEntry, prepared=True)


def open_default_queue(*, tenant_id: int, name: str, language: str) -> Queue:
    """Give a company the queue that every company has."""
    queue, _ = Queue.objects.get_or_create(
        tenant_id=tenant_id, code=DEFAULT_QUEUE, defaults={"name": name, "language": language}
    )
    changed()
    return queue


def changed() -> None:
    """Tell every process that queues, or the groups that they ask for, have changed."""
    livemap.changed(QUEUES)
    livemap.changed(LINES)


def new_place(
    *,
    call_id: UUID,
    queue_id: int,
    tenant_id: int,
    language: str,
    now: datetime,
    urgent: bool = False,
    last_operator: tuple[str, str] | None = None,
) -> Insert:
    """Return a place at the end of the queue, for `hot.write`; it wakes the router, and is nothing where she has one.

    An urgent caller stands before everybody else. `last_operator` is how the company's own records say who served this
    caller the last time: an expression, and what goes into its placeholder.
    """
    expression, value = last_operator or ("%s", None)
    place = dict(
        call_id=call_id, queue_id=queue_id, tenant_id=tenant_id, language=language, entered_at=now,
        is_urgent=urgent, last_operator_id=value,
    )  # fmt: skip
    computed = (("last_operator_id", expression),)
    return Insert(QueueEntry, [place], unless_there=True, then=WAKE, computed=computed)


def enqueue(
    *,
    call_id: UUID,
    queue_id: int,
    tenant_id: int,
    language: str,
    now: datetime,
    urgent: bool = False,
    last_operator: tuple[str, str] | None = None,
) -> bool:
    """Give the caller a place at the end and wake the router; False when she has one already."""
    place = new_place(
        call_id=call_id, queue_id=queue_id, tenant_id=tenant_id, language=language, now=now, urgent=urgent,
        last_operator=last_operator,
    )  # fmt: skip
    return bool(write(place))


def requeue(
    *,
    call_id: UUID,
    queue_id: int,
    tenant_id: int,
    language: str,
    entered_at: datetime,
    operator_id: UUID | None,
    now: datetime,
) -> QueueEntry:
    """Put a caller who lost her operator before everybody else, and keep her for that operator for a while."""
    entry, _ = QueueEntry.objects.update_or_create(
        call_id=call_id,
        defaults={
            "queue_id": queue_id,
            "tenant_id": tenant_id,
            "language": language,
            "entered_at": entered_at,
            "state": EntryState.WAITING,
            "is_first": True,
            "preferred_operator_id": operator_id,
            "preferred_until": now + timedelta(seconds=PREFERENCE_TIME) if operator_id else None,
            "joined_at": None,
            "tried_after": None,
            "passed_by": [],
            "rest_until": None,
        },
    )
    return entry


def take_place(*, call_id: UUID, entered_at: datetime) -> None:
    """Give a waiting caller a place that she had before, if it is a better one."""
    QueueEntry.objects.filter(pk=call_id, entered_at__gt=entered_at).update(entered_at=entered_at)


def mark_offered(*, call_ids: Collection[UUID]) -> None:
    """These callers are being offered to somebody: no other router may offer them."""
    execute_prepared(
        "UPDATE queues_queueentry SET state = %s WHERE call_id = ANY(%s) AND state = %s",
        [EntryState.OFFERED, list(call_ids), EntryState.WAITING],
    )


def take_back(*, call_id: UUID, operator_id: UUID, rest_until: datetime) -> QueueEntry | None:
    """The offer came to nothing: the caller waits again, in the same place."""
    passed = Sql(
        "CASE WHEN %s = ANY(passed_by) THEN passed_by ELSE passed_by || %s END", (operator_id, operator_id)
    )
    return _ENTRIES.changed(
        "this.call_id = %s AND this.state = %s", [call_id, EntryState.OFFERED],
        state=EntryState.WAITING, passed_by=passed, rest_until=rest_until,
    )  # fmt: skip


def keep_for(*, call_id: UUID, operator_id: UUID, now: datetime) -> bool:
    """Put a waiting caller first, and keep her for one operator for a while; False where she is offered."""
    until = now + timedelta(seconds=PREFERENCE_TIME)
    waiting = QueueEntry.objects.filter(pk=call_id, state=EntryState.WAITING)
    return bool(
        waiting.update(is_first=True, preferred_operator_id=operator_id, preferred_until=until, passed_by=[])
    )


def leave(*, call_id: UUID) -> bool:
    """Give up the place; False when there was none."""
    return remove_row(QueueEntry, call_id)


def told(*, call_id: UUID, minutes: int) -> None:
    """The caller has been told how long it may take."""
    QueueEntry.objects.filter(pk=call_id).update(told_minutes=minutes)


def stands(*, call_id: UUID, queue_id: int) -> bool:
    """Tell whether the caller waits in this queue and is not being offered; keep it so until the transaction ends."""
    entries = QueueEntry.objects.select_for_update(no_key=True)
    return entries.filter(pk=call_id, queue_id=queue_id, state=EntryState.WAITING).first() is not None


def move_on(*, call_id: UUID, to_id: int, now: datetime, from_id: int | None = None) -> bool:
    """Let a caller wait in another queue: same place in the order, the new queue's own steps from now on.

    False when she waits no more (in `from_id`, where that is said), or is being offered to somebody at this instant.
    """
    entries = QueueEntry.objects.filter(pk=call_id, state=EntryState.WAITING)
    if from_id is not None:
        entries = entries.filter(queue_id=from_id)
    return bool(
        entries.update(queue_id=to_id, joined_at=now, tried_after=None, passed_by=[], rest_until=None)
    )


def tried(*, call_id: UUID, after_time: int) -> None:
    """A step of her queue has been tried for this caller: it does not hold a second time."""
    QueueEntry.objects.filter(pk=call_id).update(tried_after=after_time)


def step_away(*, call_id: UUID, to: str) -> bool:
    """Keep the place of a caller for whom a number (E.164) is rung; False where she is being offered."""
    waiting = QueueEntry.objects.filter(pk=call_id, state=EntryState.WAITING)
    return bool(waiting.update(state=EntryState.AWAY, away_to=to))


def step_back(*, call_id: UUID) -> bool:
    """She is back in her place; False where she was not away."""
    away = QueueEntry.objects.filter(pk=call_id, state=EntryState.AWAY)
    return bool(away.update(state=EntryState.WAITING, passed_by=[], rest_until=None))
