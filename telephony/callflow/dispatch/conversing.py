"""During the conversation: hold, mute, and who finds the room in which it happens."""

from telephony.callflow import addresses
from telephony.callflow.dispatch.answers import NotYet, quietly
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call, Instruction
from telephony.calls.types import WITH_OPERATOR, CallState
from telephony.provider.port import Carrier


def hold(instruction: Instruction, carrier: Carrier) -> None:
    """Let the caller hear music, if that is still wanted."""
    call = _conversation(instruction)
    if call is not None and call.state == CallState.HOLD:
        music = addresses.hold_music(call.pk)
        room = room_of(call, carrier)
        quietly(lambda: carrier.hold(room_sid=room, sid=call.carrier_sid, music_url=music))


def resume(instruction: Instruction, carrier: Carrier) -> None:
    """Bring the caller back, if that is still wanted."""
    call = _conversation(instruction)
    if call is not None and call.state == CallState.TALKING:
        room = room_of(call, carrier)
        quietly(lambda: carrier.resume(room_sid=room, sid=call.carrier_sid))


def mute(instruction: Instruction, carrier: Carrier) -> None:
    """Let the room hear the operator or not, as the call now wants it."""
    call = _conversation(instruction)
    leg = calls_read.leg(leg_id=call.leg_id) if call and call.leg_id else None
    if call is None or leg is None or not leg.carrier_sid:
        return
    room_sid, sid, muted = room_of(call, carrier), leg.carrier_sid, call.is_muted
    quietly(lambda: carrier.mute(room_sid=room_sid, sid=sid, muted=muted))


def room_of(call: Call, carrier: Carrier) -> str:
    """The carrier's id of the room; asked for where the answer to our dialling was lost."""
    if call.room_sid or call.leg_id is None:
        return call.room_sid
    found = carrier.find_leg(room=str(call.pk), label=str(call.leg_id))
    if found is None:
        raise NotYet
    calls.note(call_id=call.pk, room_sid=found.room_sid)
    return found.room_sid


def _conversation(instruction: Instruction) -> Call | None:
    call = calls_read.live_call(call_id=instruction.call_id)
    if call is not None and call.state == CallState.CONNECTING:
        raise NotYet
    return call if call is not None and call.state in WITH_OPERATOR else None
