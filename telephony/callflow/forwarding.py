"""A queue rings a number for a caller who has waited too long; where nobody answers there she waits on, in her place.

Her place is kept meanwhile (`EntryState.AWAY`): nobody is offered her, and nothing about it is forgotten.
"""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from campaigns.records.types import EventKind
from cc_saas.lib import wake
from telephony.callflow import addresses, history
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.calls.types import CallState, Verb
from telephony.dialing import services as dialing
from telephony.dialing.types import DialRefused, Purpose
from telephony.provider.documents import Document, Forward
from telephony.queues import selectors as queues_read
from telephony.queues import services as queues
from telephony.queues.types import EntryState, OverflowStep
from telephony.routing.definitions import definition

RING_TIME = 25
"""Seconds that the number rings."""


def send(*, call: Call, queue_id: int, step: OverflowStep, now: datetime) -> None:
    """Have a number rung for a locked caller who waits. One that is not to be dialled is as good as unanswered."""
    queues.tried(call_id=call.pk, after_time=step.after_time)
    if refused := _refused(call, queue_id, step, now):
        history.write(call=call, kind=EventKind.DIAL_REFUSED, at=now, to=step.number, reason=refused)
        return
    if not queues.step_away(call_id=call.pk, to=step.number):
        return
    calls.move(call_id=call.pk, to=CallState.TRANSFERRED, sources=[CallState.WAITING])
    history.write(call=call, kind=EventKind.FORWARDED, at=now, to=step.number)
    calls.instruct(call_id=call.pk, verb=Verb.FORWARD, now=now)


def document(*, call: Call) -> Document | None:
    """Return what rings the number for a caller who is on her way to it; None where she is not."""
    entry = queues_read.entry_of(call_id=call.pk)
    if entry is None or entry.state != EntryState.AWAY or call.state != CallState.TRANSFERRED:
        return None
    left = addresses.forwarded(call.pk)
    return [Forward(entry.away_to, call.called, left_url=left, ring_time=RING_TIME)]


@transaction.atomic
def came_back(*, call_id: UUID, now: datetime) -> None:
    """Nobody took her there: she stands in her place again. Told twice, or too late, it changes nothing."""
    call = calls_read.lock(call_id=call_id)
    if call is None or call.state != CallState.TRANSFERRED or not queues.step_back(call_id=call_id):
        return
    calls.move(call_id=call_id, to=CallState.WAITING, sources=[CallState.TRANSFERRED])
    history.write(call=call, kind=EventKind.QUEUED, at=now, queue=_queue_name(call))
    wake.notify(calls.ROUTER)


def _queue_name(call: Call) -> str:
    queue = definition(queue_id=call.queue_id) if call.queue_id else None
    return queue.name if queue is not None else ""


def _refused(call: Call, queue_id: int, step: OverflowStep, now: datetime) -> str:
    try:
        dialing.permit(
            dial_id=uuid5(call.pk, f"overflow {queue_id} {step.after_time}"), tenant_id=call.tenant_id,
            number=step.number, caller_id=call.called, purpose=Purpose.FORWARD, now=now,
        )  # fmt: skip
    except DialRefused as refused:
        return refused.reason.value
    return ""
