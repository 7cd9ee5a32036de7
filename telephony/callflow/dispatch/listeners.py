"""A supervisor's leg: dialled into a room that is there already, and who hears her."""

from uuid import UUID

from cc_saas.lib import clock
from telephony.callflow import listening
from telephony.callflow.dispatch.answers import NotYet, status_of
from telephony.callflow.dispatch.conversing import room_of
from telephony.callflow.dispatch.dialling import Manner, dial
from telephony.calls import selectors as calls_read
from telephony.calls.models import Call, Instruction, Leg
from telephony.calls.types import LegState
from telephony.provider.port import OVER, Carrier, LegGone, Refused, Voice


def dial_listener(instruction: Instruction, carrier: Carrier) -> None:
    """Dial her by the room's own id: a conversation that has ended meanwhile is not opened again for her alone."""
    leg = _wanted(instruction)
    if leg is None:
        return
    room_sid = room_of(leg.call, carrier)
    manner = Manner(ring_time=listening.RING_TIME, room_sid=room_sid, voice=_voice(leg))
    dial(instruction, leg, carrier, manner)


def set_listening(instruction: Instruction, carrier: Carrier) -> None:
    """Let those hear her who are to hear her now, in one step; before she has answered nobody can be told."""
    leg = _wanted(instruction)
    if leg is None:
        return
    if leg.state != LegState.ANSWERED or not leg.carrier_sid:
        raise NotYet
    try:
        carrier.let_hear(room_sid=room_of(leg.call, carrier), sid=leg.carrier_sid, voice=_voice(leg))
    except LegGone:
        _gone(leg, leg.carrier_sid, carrier)


def _gone(leg: Leg, sid: str, carrier: Carrier) -> None:
    """She is not in the room: she has hung up, or is only just coming in."""
    if status_of(carrier, sid) not in OVER:
        raise NotYet from None
    listening.fail(leg_id=leg.pk, now=clock.now())


def _wanted(instruction: Instruction) -> Leg | None:
    leg = calls_read.leg(leg_id=UUID(instruction.args["leg_id"]))
    return leg if leg is not None and leg.state != LegState.ENDED else None


def _voice(leg: Leg) -> Voice:
    return listening.voice_of(leg=leg, operator_sid=_operator_sid(leg.call))


def _operator_sid(call: Call) -> str:
    """Whom she would coach. Raises Refused where the conversation has no operator any more."""
    own = calls_read.leg(leg_id=call.leg_id) if call.leg_id else None
    if call.state not in listening.CONVERSATION or own is None or not own.carrier_sid:
        raise Refused("no conversation")
    return own.carrier_sid
