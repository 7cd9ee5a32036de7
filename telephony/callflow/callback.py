"""A promised call: the operator's leg answers, then the customer's line is dialled into the same room.

The label of her leg is its id, and the router looks it up before it dials once more; while another call of hers is on
the line nobody dials her at all.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from agents.presence import services as presence
from campaigns.records import services as records
from campaigns.records.types import EventKind, Outcome
from cc_saas.lib import wake
from cc_saas.lib.tenancy import in_tenant
from telephony.callbacks import selectors as callbacks_read
from telephony.callbacks import services as callbacks
from telephony.callbacks.types import RING_TIME
from telephony.callflow import callback_again, ending, facts, history, lines, screen
from telephony.callflow.types import CallAnswered, CallConnected
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call, Leg
from telephony.calls.types import CallState, LegKind, LegState, Verb
from telephony.provider.port import LegStatus
from telephony.queues import services as queues
from telephony.routing.models import Offer


def begin(*, offer: Offer, now: datetime) -> bool:
    """The operator is on her line: dial the customer. False when the promise was kept or given up meanwhile."""
    call = calls.move(
        call_id=offer.call_id, to=CallState.CONNECTING, sources=[CallState.PROMISED],
        operator_id=offer.operator_id, leg_id=offer.pk, is_muted=False, hold_since=None, hang_up_asked_at=None,
        ring_time=history.seconds(offer.ringing_at or offer.made_at, now),
    )  # fmt: skip
    if call is None:
        presence.release(operator_id=offer.operator_id, call_id=offer.call_id, now=now)
        return False
    queues.leave(call_id=call.pk)
    leg = calls.open_leg(leg_id=uuid4(), call_id=call.pk, kind=LegKind.CUSTOMER, address=call.caller, now=now)
    callbacks.dials(call_id=call.pk, leg_id=leg.pk)
    calls.instruct(
        call_id=call.pk, verb=Verb.DIAL_CUSTOMER, now=now, patience=RING_TIME, lane=leg.pk, leg_id=str(leg.pk)
    )
    state = presence.occupy(operator_id=offer.operator_id, call_id=call.pk, now=now)
    name = offer.operator.name
    history.write(call=call, kind=EventKind.CALLBACK_DIALED, at=now, actor=name, operator=name)
    today = screen.today_part(operator_id=offer.operator_id, now=now)
    facts.tell_call(state=state, fact=CallAnswered, call=call, offer=None, today=today)
    return True


def may_dial(*, leg: Leg) -> bool:
    """Whether this leg is still the one to be dialled, and she is not on another line of the company already."""
    promise = callbacks_read.of_leg(leg_id=leg.pk)
    again = [promised for promised, _ in callbacks_read.rung_again()]
    return promise is not None and leg.state != LegState.ENDED and leg.call_id not in again


@transaction.atomic
def dialled(*, leg: Leg, sid: str) -> None:
    """The carrier dials her: from now on her leg is the caller's line of this call."""
    calls_read.lock(call_id=leg.call_id)
    if callbacks_read.of_leg(leg_id=leg.pk) is not None:
        calls.note(call_id=leg.call_id, carrier_sid=sid)


def leg_report(*, leg: Leg, sid: str, status: LegStatus, now: datetime, is_over: bool) -> None:
    """Follow her leg. "completed" tells that she had answered, also where that callback is still under way."""
    if callbacks_read.of_leg(leg_id=leg.pk) is None:
        calls.move_leg(leg_id=leg.pk, to=LegState.ENDED, now=now, reason=status) if is_over else None
        return
    dialled(leg=leg, sid=sid)
    if status == LegStatus.RINGING:
        calls.move_leg(leg_id=leg.pk, to=LegState.RINGING, now=now)
    elif status == LegStatus.IN_PROGRESS or (status == LegStatus.COMPLETED and leg.answered_at is None):
        _answered(leg, now)
    if is_over:
        leg_ends(leg=leg, reason=status, now=now)


@transaction.atomic
def leg_ends(*, leg: Leg, reason: str, now: datetime) -> None:
    """Her leg is over: she hung up, or was not reached."""
    calls_read.lock(call_id=leg.call_id)
    ended = calls.move_leg(leg_id=leg.pk, to=LegState.ENDED, now=now, reason=reason)
    if ended and callbacks_read.of_leg(leg_id=leg.pk) is not None:
        ending.line_ended(call_id=leg.call_id, now=now, reason=reason)


@transaction.atomic
def _answered(leg: Leg, now: datetime) -> None:
    """She is on the line: the two hear each other, and the promise is kept."""
    before = calls_read.lock(call_id=leg.call_id)
    if before is None or not calls.move_leg(leg_id=leg.pk, to=LegState.ANSWERED, now=now):
        return
    calls.note(call_id=before.pk, answered_at=now)
    call = calls.move(call_id=before.pk, to=CallState.TALKING, sources=[CallState.CONNECTING], talk_since=now)
    if call is None or call.operator is None or call.operator_id is None:
        return
    with in_tenant(call.tenant):
        records.answer(
            call_id=call.pk, operator_id=call.operator_id, operator_name=call.operator.name, wait_time=0,
            queue_name=_queue_name(call), ring_time=round(call.ring_time), now=now,
        )  # fmt: skip
    history.write(
        call=call, kind=EventKind.ANSWERED, at=now, actor=call.operator.name, operator=call.operator.name
    )
    facts.tell_call(state=facts.step(operator_id=call.operator_id), fact=CallConnected, call=call)


def _queue_name(call: Call) -> str:
    line = lines.line_of(called=call.called)
    return lines.queue_name(line=line, queue_id=call.queue_id) if line else ""


# --- what the router looks after


def keep_promises(*, now: datetime) -> None:
    """Let callers stand in line again whose time has come, and give up what nobody has kept in time."""
    for call_id in callbacks_read.overdue(now=now):
        _give_up(call_id, now)
    for call_id in callbacks_read.due_again(now=now):
        _stand_again(call_id, now)


def merge(*, now: datetime) -> None:
    """Who was promised a call and rings again has her old place, and is not called any more."""
    for promised, again in callbacks_read.rung_again():
        _merge(promised, again, now)


@transaction.atomic
def _give_up(call_id: UUID, now: datetime) -> None:
    call = calls_read.lock(call_id=call_id)
    promise = callbacks_read.promise_of(call_id=call_id)
    if call is None or promise is None or call.state != CallState.PROMISED or promise.due_by > now:
        return
    callback_again.dies(promise=promise, call=call, now=now)
    ending.line_ended(call_id=call_id, now=now, by="SYSTEM")


@transaction.atomic
def _stand_again(call_id: UUID, now: datetime) -> None:
    call = calls_read.lock(call_id=call_id)
    promise = callbacks_read.promise_of(call_id=call_id)
    if call is None or promise is None or call.state != CallState.PROMISED or promise.next_at is None:
        return
    callbacks.stand_again(call_id=call_id, at=None)
    queues.enqueue(
        call_id=call_id, queue_id=call.queue_id or 0, tenant_id=call.tenant_id, language=call.language,
        now=promise.place_at,
    )  # fmt: skip


@transaction.atomic
def _merge(promised: UUID, again: UUID, now: datetime) -> None:
    """Locks the promised call first, then the other one: nobody else holds two."""
    call, other = calls_read.lock(call_id=promised), calls_read.lock(call_id=again)
    promise = callbacks_read.promise_of(call_id=promised)
    if call is None or other is None or promise is None or call.answered_at is not None:
        return
    if call.state == CallState.CONNECTING and _rings(promise.leg_id):
        return  # the carrier has her line in hand: she answers, or does not
    history.write(call=call, kind=EventKind.CALLBACK_MERGED, at=now)
    history.write(call=other, kind=EventKind.CALLBACK_MERGED, at=now)
    ending.line_ended(call_id=promised, now=now, by="CALLBACK", outcome=Outcome.MERGED)
    queues.take_place(call_id=again, entered_at=promise.place_at)
    wake.notify(calls.ROUTER)


def _rings(leg_id: UUID | None) -> bool:
    leg = calls_read.leg(leg_id=leg_id) if leg_id else None
    return leg is not None and leg.carrier_sid is not None
