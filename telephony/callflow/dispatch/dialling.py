"""Dialling somebody into a call's room: once, and never a number that was not judged."""

from dataclasses import dataclass
from uuid import UUID

from campaigns.records.types import EventKind
from cc_saas.lib import clock
from telephony.callbacks.types import RING_TIME as CUSTOMER_RING_TIME
from telephony.callflow import addresses, callback, history, transfer
from telephony.callflow.dispatch.answers import LOOKUPS
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Instruction, Leg
from telephony.calls.types import LegKind, LegState
from telephony.dialing import services as dialing
from telephony.dialing.types import DialRefused, Purpose
from telephony.provider.port import EVERYBODY, Carrier, CarrierBusy, CarrierFailed, DialedLeg, Refused, Voice
from telephony.routing.models import Offer
from telephony.routing.types import RING_TIME, OfferState

PURPOSES = {
    LegKind.OPERATOR: Purpose.OPERATOR,
    LegKind.SPECIALIST: Purpose.SPECIALIST,
    LegKind.CUSTOMER: Purpose.CALLBACK,
    LegKind.LISTENER: Purpose.LISTENER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a leg is dialled: for how long it rings (s), and what it means to the room, and to those in it."""

    ring_time: int
    ends_room: bool = False
    # The carrier's id of a room that must be there already; "" makes one of the call's name where there is none.
    room_sid: str = ""
    voice: Voice = EVERYBODY


def dial_operator(instruction: Instruction, carrier: Carrier) -> None:
    """Dial the operator to whom the caller is offered, as long as the offer stands."""
    leg = calls_read.leg(leg_id=UUID(instruction.args["leg_id"]))
    if leg is None or not Offer.objects.filter(pk=leg.pk, state=OfferState.OPEN).exists():
        return
    dial_offered(instruction, leg, carrier)


def dial_offered(instruction: Instruction, leg: Leg, carrier: Carrier) -> None:
    """Dial her; if the offer is over meanwhile, what ended it has written, in this lane, that the leg is to be ended."""
    dialled = dial(instruction, leg, carrier, Manner(ring_time=RING_TIME))
    calls.note(call_id=leg.call_id, room_sid=dialled.room_sid)


def dial_specialist(instruction: Instruction, carrier: Carrier) -> None:
    """Dial the specialist; once the carrier has taken her leg on, the operator's part is over."""
    leg = calls_read.leg(leg_id=UUID(instruction.args["leg_id"]))
    if leg is None or leg.state == LegState.ENDED:
        return
    dial(instruction, leg, carrier, Manner(ring_time=transfer.RING_TIME, ends_room=True))
    transfer.dialled(leg=leg, now=clock.now())


def dial_customer(instruction: Instruction, carrier: Carrier) -> None:
    """Dial a customer who was promised a call, into the room where her operator waits."""
    leg = calls_read.leg(leg_id=UUID(instruction.args["leg_id"]))
    if leg is None or not callback.may_dial(leg=leg):
        return
    dialled = dial(instruction, leg, carrier, Manner(ring_time=CUSTOMER_RING_TIME, ends_room=True))
    callback.dialled(leg=leg, sid=dialled.sid)


def dial(instruction: Instruction, leg: Leg, carrier: Carrier, manner: Manner) -> DialedLeg:
    """Dial a leg once, into its call's room. A second attempt looks for the first one's effect before anything else."""
    room, label = str(leg.call_id), str(leg.pk)
    if leg.carrier_sid:
        return DialedLeg(sid=leg.carrier_sid, room_sid=leg.call.room_sid)
    dialled = carrier.find_leg(room=room, label=label) if instruction.attempts > 1 else None
    if dialled is None and instruction.args.get("unsure"):
        raise _still_unsure(instruction)
    if dialled is None:
        dialled = _dial_now(instruction, leg, carrier, manner)
    calls.name_leg(leg_id=leg.pk, carrier_sid=dialled.sid)
    return dialled


def _dial_now(instruction: Instruction, leg: Leg, carrier: Carrier, manner: Manner) -> DialedLeg:
    _permit(leg)
    try:
        return carrier.dial_into(
            room=manner.room_sid or str(leg.call_id), to=leg.address, from_=leg.call.called, label=str(leg.pk),
            leg_url=addresses.leg(leg.call_id, leg.pk), room_url=addresses.room(leg.call_id),
            ring_time=manner.ring_time, ends_room=manner.ends_room, voice=manner.voice,
        )  # fmt: skip
    except CarrierFailed as failure:
        if failure.may_have_happened and not isinstance(failure, CarrierBusy):
            calls.remember(instruction_id=instruction.pk, unsure=True)
        raise


def _permit(leg: Leg) -> None:
    """No number is dialled unasked: one that is refused is a dial that failed, and the timeline says why."""
    now = clock.now()
    try:
        dialing.permit(
            dial_id=leg.pk, tenant_id=leg.call.tenant_id, number=leg.address, caller_id=leg.call.called,
            purpose=PURPOSES[LegKind(leg.kind)], now=now,
        )  # fmt: skip
    except DialRefused as refused:
        history.write(
            call=leg.call, kind=EventKind.DIAL_REFUSED, at=now, name=leg.name, reason=refused.reason
        )
        raise Refused(refused.reason) from refused


def _still_unsure(instruction: Instruction) -> CarrierFailed:
    """The carrier may have dialled and we cannot find it: never dial again, give the offer up after some look-ups."""
    if instruction.attempts > LOOKUPS:
        return Refused("the leg was not found")
    return CarrierFailed("the leg is not to be found yet")
