"""Cold transfer: the specialist is dialled into the room, and the operator's leg leaves it. Never the other way round."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from campaigns.people import selectors as people
from campaigns.records.types import EventKind
from cc_saas.lib import phone
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import facts, history, listening, withdrawing, wrap_up
from telephony.callflow.types import CallNoted, CallTransferred
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call, Leg
from telephony.calls.types import CallState, LegKind, LegState, Verb
from telephony.dialing import services as dialing
from telephony.dialing.types import DialRefused, Purpose

RING_TIME = 25
"""Seconds that a specialist's telephone rings before the caller is taken back."""


class NotTransferable(Exception):
    """The call is not in a state in which somebody could be dialled into it, or the number is none."""


def start(*, call: Call, now: datetime, number: str = "", specialist_id: int | None = None) -> None:
    """Dial a specialist into the call; when the carrier has taken her leg on, the operator leaves.

    Raises NotTransferable, SpecialistUnknown, DialRefused; that a number was refused stands in the timeline.
    """
    try:
        _start(call, now, number, specialist_id)
    except DialRefused as refused:
        _note_refusal(call, number, refused.reason, now)
        raise


@transaction.atomic
def _start(call: Call, now: datetime, number: str, specialist_id: int | None) -> None:
    call = calls_read.lock(call_id=call.pk) or call
    if _is_under_way(call):
        return
    if call.state != CallState.TALKING:
        raise NotTransferable(call.state)
    address, name = _whom(call, number, specialist_id)
    leg_id = uuid4()
    dialing.permit(
        dial_id=leg_id, tenant_id=call.tenant_id, number=address, caller_id=call.called, now=now,
        purpose=Purpose.TRANSFER if specialist_id is None else Purpose.SPECIALIST,
    )  # fmt: skip
    leg = calls.open_leg(
        leg_id=leg_id, call_id=call.pk, kind=LegKind.SPECIALIST, address=address, now=now, name=name
    )
    calls.note(call_id=call.pk, transfer_leg_id=leg.pk)
    calls.instruct(
        call_id=call.pk, verb=Verb.DIAL_SPECIALIST, now=now, patience=RING_TIME, leg_id=str(leg.pk)
    )
    actor = call.operator.name if call.operator else ""
    history.write(call=call, kind=EventKind.TRANSFER_STARTED, at=now, actor=actor, name=name, to=address)
    _tell(call)


@transaction.atomic
def _note_refusal(call: Call, number: str, reason: str, now: datetime) -> None:
    """What was done for the transfer has been rolled back; that it was asked for is kept."""
    actor = call.operator.name if call.operator else ""
    history.write(call=call, kind=EventKind.DIAL_REFUSED, at=now, actor=actor, to=number, reason=reason)
    if call.operator_id is not None:
        facts.tell_call(state=facts.step(operator_id=call.operator_id), fact=CallNoted, call=call)


@transaction.atomic
def dialled(*, leg: Leg, now: datetime) -> None:
    """The carrier dials the specialist: the operator's part is over, and she writes her notes."""
    before = calls_read.lock(call_id=leg.call_id)
    if before is None:
        return
    call = calls.move(
        call_id=before.pk, to=CallState.TRANSFERRED, sources=[CallState.TALKING], talk_since=None,
        hang_up_asked_at=now, talk_time=before.talk_time + history.seconds(before.talk_since, now),
    )  # fmt: skip
    if call is None:
        withdrawing.end_leg(call_id=leg.call_id, leg=leg, now=now)
        return
    listening.end_all(call=call, now=now)
    own = calls_read.leg(leg_id=call.leg_id) if call.leg_id else None
    if own is not None and own.state != LegState.ENDED:
        withdrawing.end_leg(call_id=call.pk, leg=own, now=now)
    wrap_up.begin(call=call, now=now)


@transaction.atomic
def answered(*, leg: Leg, now: datetime) -> None:
    """The specialist speaks with the caller."""
    calls_read.lock(call_id=leg.call_id)
    if calls.move_leg(leg_id=leg.pk, to=LegState.ANSWERED, now=now):
        history.write(call=leg.call, kind=EventKind.TRANSFERRED, at=now, name=leg.name, to=leg.address)


@transaction.atomic
def leg_ends(*, leg: Leg, reason: str, now: datetime) -> None:
    """The specialist's leg ended. If she never answered, the caller is taken back to the queue and stands first."""
    calls_read.lock(call_id=leg.call_id)
    calls.move_leg(leg_id=leg.pk, to=LegState.ENDED, now=now, reason=reason)
    if leg.answered_at is None:
        failed(leg=leg, reason=reason, now=now)


@transaction.atomic
def failed(*, leg: Leg, reason: str, now: datetime) -> None:
    """Nobody answered the transfer, or the carrier would not dial: the caller hears "one moment" and waits first."""
    history.write(
        call=leg.call, kind=EventKind.TRANSFER_FAILED, at=now, name=leg.name, to=leg.address, reason=reason
    )
    call = calls.move(
        call_id=leg.call_id,
        to=CallState.RECOVERING,
        sources=[CallState.TRANSFERRED],
        hang_up_asked_at=None,
    )
    if call is not None:
        calls.instruct(call_id=call.pk, verb=Verb.RECOVER, now=now)
        return
    still = calls_read.live_call(call_id=leg.call_id)
    if still is not None and still.state == CallState.TALKING:
        _tell(still)


def _is_under_way(call: Call) -> bool:
    """Whether a specialist is being dialled, or has the caller: asked again, nobody is dialled twice."""
    leg = calls_read.leg(leg_id=call.transfer_leg_id) if call.transfer_leg_id else None
    return leg is not None and leg.state != LegState.ENDED


def _whom(call: Call, number: str, specialist_id: int | None) -> tuple[str, str]:
    if specialist_id is not None:
        with in_tenant(call.tenant):
            specialist = people.access_specialist(specialist_id=specialist_id)
        return specialist.phone, specialist.name
    e164 = phone.normalise(number, phone.country_of(call.called))
    if e164 is None:
        raise NotTransferable("number")
    return e164, phone.international(e164)


def _tell(call: Call) -> None:
    if call.operator_id is None:
        return
    call.refresh_from_db()
    state = facts.step(operator_id=call.operator_id)
    facts.tell_call(state=state, fact=CallTransferred, call=call)


def of_leg(*, leg_id: UUID) -> Leg | None:
    """Return a specialist's leg, or None."""
    leg = calls_read.leg(leg_id=leg_id)
    return leg if leg is not None and leg.kind == LegKind.SPECIALIST else None
