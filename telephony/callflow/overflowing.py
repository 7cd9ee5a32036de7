"""Whoever waits too long, or in a line too long, goes where her queue says: another queue, a message, or a number.

That she is asked whether she would rather be called back is a step, too; `waiting` asks her, between two words.

The router's clock carries it out. A caller who is being offered to somebody at this instant is left alone; each step is
guarded by the queue in which it found her, so a second router, or a second look, changes nothing.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from campaigns.records.types import EventKind
from cc_saas.lib.hot import fetch
from telephony.callflow import forwarding, history, voicemail
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.types import CallState
from telephony.queues import rules
from telephony.queues import services as queues
from telephony.queues.selectors import default_queue
from telephony.queues.types import EntryState, OverflowAction, OverflowStep
from telephony.routing.definitions import Definition, all_definitions
from tenants.crisis import selectors as in_crisis
from tenants.crisis.types import Standing


class Place(NamedTuple):
    """A caller's place, as the clock sees it."""

    call_id: UUID
    queue_id: int
    entered_at: datetime
    joined_at: datetime
    is_urgent: bool
    tried_after: int | None


_PLACES = """
    SELECT call_id, queue_id, entered_at, coalesce(joined_at, entered_at), is_urgent, tried_after
    FROM queues_queueentry
    WHERE state = %s AND queue_id = ANY(%s) ORDER BY is_first DESC, entered_at, call_id
"""


def overflow(*, now: datetime) -> None:
    """Carry out every step that is due. No statement where no queue has a limit."""
    crises = in_crisis.all_present(now=now)
    limited = {
        pk: found
        for pk, queue in all_definitions().items()
        if (found := _in_force(queue, crises.get(queue.tenant_id))).limits_waiting
    }
    if not limited:
        return
    before: Counter[int] = Counter()
    for row in fetch(_PLACES, [EntryState.WAITING, list(limited)]):
        place = Place(*row)
        step = due(queue=limited[place.queue_id], place=place, before=before[place.queue_id], now=now)
        before[place.queue_id] += step is None
        if step is not None:
            _carry_out(place, step, now)


def _in_force(queue: Definition, crisis: Standing | None) -> Definition:
    """In a crisis the company's plan says where its callers go, if it says so at all."""
    steps = rules.steps_of(crisis.plan.overflow) if crisis is not None else ()
    return replace(queue, overflow=steps) if steps else queue


def due(*, queue: Definition, place: Place, before: int, now: datetime) -> OverflowStep | None:
    """Return what has to become of a caller now; `before` is how many stay who stand before her. None: she waits on.

    Of several steps that are due the first holds. Steps count from when she joined this queue, the longest wait from
    when she began to wait at all. An emergency is never sent away for the line's length or her own patience.
    """
    if queue.is_deleted:
        return OverflowStep(after_time=0, action=OverflowAction.QUEUE)
    here, waited = history.seconds(place.joined_at, now), history.seconds(place.entered_at, now)
    step = next((one for one in queue.overflow if _holds(one, here, place.tried_after)), None)
    if step is not None or place.is_urgent or queue.draft.is_urgent:
        return step
    size, longest = queue.draft.max_size, queue.draft.max_wait_time
    is_beyond = (size is not None and before >= size) or (longest is not None and waited >= longest)
    return OverflowStep(after_time=0, action=OverflowAction.VOICEMAIL) if is_beyond else None


def _holds(step: OverflowStep, here: float, tried_after: int | None) -> bool:
    """Whether the clock is to carry it out for somebody who has waited so long here; none is tried twice."""
    is_new = tried_after is None or step.after_time > tried_after
    return step.action is not OverflowAction.CALLBACK and is_new and step.after_time <= here


@transaction.atomic
def _carry_out(place: Place, step: OverflowStep, now: datetime) -> None:
    call = calls_read.lock(call_id=place.call_id)
    if (
        call is None
        or call.state != CallState.WAITING
        or not queues.stands(call_id=call.pk, queue_id=place.queue_id)
    ):
        return
    if step.action is OverflowAction.VOICEMAIL:
        voicemail.interrupt_waiting(call=call, now=now)
        return
    if step.action is OverflowAction.FORWARD:
        forwarding.send(call=call, queue_id=place.queue_id, step=step, now=now)
        return
    known: Mapping[int, Definition] = all_definitions()
    target = known.get(step.queue_id or default_queue(tenant_id=call.tenant_id).pk)
    if target is None or target.tenant_id != call.tenant_id:
        return
    if queues.move_on(call_id=call.pk, from_id=place.queue_id, to_id=target.id, now=now):
        calls.note(call_id=call.pk, queue_id=target.id)
        history.write(call=call, kind=EventKind.QUEUED, at=now, queue=target.name)
