"""Telling the carrier what the call's state wants. Run by the router, from rows that survive every process.

A failed request is tried again; one that may have had its effect is first looked up by our label, so that nobody is
dialled twice. A leg that is gone means that the caller, or the operator, has hung up: the state follows.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from campaigns.records import services as records
from campaigns.records.types import EventKind
from cc_saas.lib import alerts, clock
from cc_saas.lib.tenancy import in_tenant
from telephony.callbacks.types import RING_TIME as CUSTOMER_RING_TIME
from telephony.callflow import (
    addresses,
    callback,
    ending,
    forwarding,
    history,
    offering,
    recovery,
    talking,
    transfer,
    voicemail,
)
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call, Instruction, Leg
from telephony.calls.types import WITH_OPERATOR, CallState, LegKind, LegState, Verb
from telephony.dialing import services as dialing
from telephony.dialing.types import DialRefused, Purpose
from telephony.provider.port import (
    OVER,
    Carrier,
    CarrierBusy,
    CarrierFailed,
    DialedLeg,
    LegGone,
    LegStatus,
    Refused,
)
from telephony.routing.models import Offer
from telephony.routing.types import RING_TIME, OfferState
from tenants.directory import selectors as directory

logger = logging.getLogger(__name__)

SHORTEST_PAUSE = 0.3
LONGEST_PAUSE = 5.0
LOOKUPS = 4
"""How often a leg is looked for whose dialling may have had its effect, before the offer is given up."""


PURPOSES = {
    LegKind.OPERATOR: Purpose.OPERATOR,
    LegKind.SPECIALIST: Purpose.SPECIALIST,
    LegKind.CUSTOMER: Purpose.CALLBACK,
}


_LEG_ENDS = {Verb.DIAL_SPECIALIST: transfer.leg_ends, Verb.DIAL_CUSTOMER: callback.leg_ends}


class NotYet(Exception):
    """The carrier is not ready for it: try again soon."""


def carry_out(*, instruction: Instruction, carrier: Carrier) -> None:
    """Tell the carrier, and let the state follow its answer. Never raises what the carrier did."""
    try:
        _VERBS[Verb(instruction.verb)](instruction, carrier)
    except (CarrierFailed, NotYet) as failure:
        _after_failure(instruction, failure)
    else:
        calls.carried_out(instruction_id=instruction.pk)


def _after_failure(instruction: Instruction, failure: Exception) -> None:
    now = clock.now()
    logger.warning(
        "carrier did not follow",
        extra={
            "verb": instruction.verb,
            "call_id": str(instruction.call_id),
            "error": type(failure).__name__,
        },
    )
    hopeless = isinstance(failure, (Refused, LegGone))
    if hopeless or now >= instruction.give_up_at:
        calls.carried_out(instruction_id=instruction.pk)
        _give_up(instruction, now)
        return
    calls.try_again(instruction_id=instruction.pk, at=now + timedelta(seconds=_pause(instruction.attempts)))


def _pause(attempts: int) -> float:
    return float(min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** (attempts - 1)))


def _give_up(instruction: Instruction, now: datetime) -> None:
    """The carrier will not do it: the offer, the transfer or the conversation that needed it is over."""
    verb, leg_id = Verb(instruction.verb), instruction.args.get("leg_id")
    if verb == Verb.DIAL_OPERATOR:
        offering.let_go(offer_id=UUID(leg_id), outcome=OfferState.FAILED, now=now)
    elif verb in _LEG_ENDS:
        leg = calls_read.leg(leg_id=UUID(leg_id))
        if leg is not None:
            _LEG_ENDS[verb](leg=leg, reason="failed", now=now)
    elif verb == Verb.FETCH_RECORDING:
        _lose_recording(instruction)
    elif verb == Verb.FORWARD:
        forwarding.came_back(call_id=instruction.call_id, now=now)
    elif verb in (Verb.BRIDGE, Verb.RECOVER, Verb.VOICEMAIL):
        alerts.raise_alert("caller-not-reached", call_id=str(instruction.call_id), verb=verb)
        ending.line_ended(call_id=instruction.call_id, by="SYSTEM", now=now)


# --- dialling


def _dial_operator(instruction: Instruction, carrier: Carrier) -> None:
    leg = calls_read.leg(leg_id=UUID(instruction.args["leg_id"]))
    if leg is None or not Offer.objects.filter(pk=leg.pk, state=OfferState.OPEN).exists():
        return
    dialled = _dial(instruction, leg, carrier, ring_time=RING_TIME, ends_room=False)
    calls.note(call_id=leg.call_id, room_sid=dialled.room_sid)


def _dial_specialist(instruction: Instruction, carrier: Carrier) -> None:
    leg = calls_read.leg(leg_id=UUID(instruction.args["leg_id"]))
    if leg is None or leg.state == LegState.ENDED:
        return
    _dial(instruction, leg, carrier, ring_time=transfer.RING_TIME, ends_room=True)
    transfer.dialled(leg=leg, now=clock.now())


def _dial_customer(instruction: Instruction, carrier: Carrier) -> None:
    leg = calls_read.leg(leg_id=UUID(instruction.args["leg_id"]))
    if leg is None or not callback.may_dial(leg=leg):
        return
    dialled = _dial(instruction, leg, carrier, ring_time=CUSTOMER_RING_TIME, ends_room=True)
    callback.dialled(leg=leg, sid=dialled.sid)


def _dial(
    instruction: Instruction, leg: Leg, carrier: Carrier, *, ring_time: int, ends_room: bool
) -> DialedLeg:
    """Dial a leg once. A second attempt looks for the first one's effect before anything else."""
    room, label = str(leg.call_id), str(leg.pk)
    if leg.carrier_sid:
        return DialedLeg(sid=leg.carrier_sid, room_sid=leg.call.room_sid)
    dialled = carrier.find_leg(room=room, label=label) if instruction.attempts > 1 else None
    if dialled is None and instruction.args.get("unsure"):
        raise _still_unsure(instruction)
    if dialled is None:
        dialled = _dial_now(instruction, leg, carrier, ring_time=ring_time, ends_room=ends_room)
    calls.name_leg(leg_id=leg.pk, carrier_sid=dialled.sid)
    return dialled


def _dial_now(
    instruction: Instruction, leg: Leg, carrier: Carrier, *, ring_time: int, ends_room: bool
) -> DialedLeg:
    _permit(leg)
    try:
        return carrier.dial_into(
            room=str(leg.call_id), to=leg.address, from_=leg.call.called, label=str(leg.pk), ring_time=ring_time,
            leg_url=addresses.leg(leg.call_id, leg.pk), room_url=addresses.room(leg.call_id), ends_room=ends_room,
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


# --- what the caller hears


def _bridge(instruction: Instruction, carrier: Carrier) -> None:
    call = calls_read.live_call(call_id=instruction.call_id)
    if call is None or call.state != CallState.CONNECTING:
        return
    document = talking.conversation(call_id=call.pk)
    if _speak_to_caller(call, carrier, lambda: carrier.redirect(sid=call.carrier_sid, document=document)):
        talking.caller_joined(call_id=call.pk, now=clock.now())


def _recover(instruction: Instruction, carrier: Carrier) -> None:
    call = calls_read.live_call(call_id=instruction.call_id)
    if call is None or call.state != CallState.RECOVERING:
        return
    document = recovery.document(call=call)
    if _speak_to_caller(call, carrier, lambda: carrier.redirect(sid=call.carrier_sid, document=document)):
        recovery.caller_is_there(call_id=call.pk, now=clock.now())


def _send_to_voicemail(instruction: Instruction, carrier: Carrier) -> None:
    call = calls_read.live_call(call_id=instruction.call_id)
    if call is None or call.state != CallState.VOICEMAIL:
        return
    document = voicemail.document(call_id=call.pk, language=call.language)
    _speak_to_caller(call, carrier, lambda: carrier.redirect(sid=call.carrier_sid, document=document))


def _forward(instruction: Instruction, carrier: Carrier) -> None:
    """Ring a number for a caller who waits; if the queue has no such step any more, she waits on."""
    call = calls_read.live_call(call_id=instruction.call_id)
    document = forwarding.document(call=call) if call is not None else None
    if call is None or document is None:
        forwarding.came_back(call_id=instruction.call_id, now=clock.now())
        return
    _speak_to_caller(call, carrier, lambda: carrier.redirect(sid=call.carrier_sid, document=document))


def _speak_to_caller(call: Call, carrier: Carrier, tell: Callable[[], None]) -> bool:
    """Redirect the caller's line. Where it is gone, find out whether she has hung up or is only just arriving."""
    try:
        tell()
    except LegGone:
        if _status(carrier, call.carrier_sid) in OVER:
            ending.line_ended(call_id=call.pk, now=clock.now())
            return False
        raise NotYet from None
    return True


def _status(carrier: Carrier, sid: str) -> LegStatus:
    try:
        return carrier.status(sid=sid)
    except LegGone:
        return LegStatus.COMPLETED


# --- during the conversation


def _hold(instruction: Instruction, carrier: Carrier) -> None:
    call = _conversation(instruction)
    if call is not None and call.state == CallState.HOLD:
        music = addresses.hold_music(call.pk)
        room = _room_of(call, carrier)
        _quietly(lambda: carrier.hold(room_sid=room, sid=call.carrier_sid, music_url=music))


def _resume(instruction: Instruction, carrier: Carrier) -> None:
    call = _conversation(instruction)
    if call is not None and call.state == CallState.TALKING:
        room = _room_of(call, carrier)
        _quietly(lambda: carrier.resume(room_sid=room, sid=call.carrier_sid))


def _mute(instruction: Instruction, carrier: Carrier) -> None:
    call = _conversation(instruction)
    leg = calls_read.leg(leg_id=call.leg_id) if call and call.leg_id else None
    if call is None or leg is None or not leg.carrier_sid:
        return
    room_sid, sid, muted = _room_of(call, carrier), leg.carrier_sid, call.is_muted
    _quietly(lambda: carrier.mute(room_sid=room_sid, sid=sid, muted=muted))


def _room_of(call: Call, carrier: Carrier) -> str:
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


# --- ends


def _end_leg(instruction: Instruction, carrier: Carrier) -> None:
    """End a leg by its id, or, where only the carrier knows the id, by our label."""
    leg_id, room = instruction.args["leg_id"], instruction.args["room"]
    leg = calls_read.leg(leg_id=UUID(leg_id)) if leg_id else None
    sid = instruction.args["sid"] or (leg.carrier_sid if leg else "")
    if not sid:
        found = carrier.find_leg(room=room, label=leg_id)
        if found is None and instruction.attempts <= LOOKUPS:
            raise NotYet
        sid = found.sid if found else ""
    if sid:
        _quietly(lambda: carrier.end(sid=sid))


def _hang_up(instruction: Instruction, carrier: Carrier) -> None:
    _quietly(lambda: carrier.end(sid=instruction.args["sid"]))


def _quietly(tell: Callable[[], None]) -> None:
    """Tell it to a leg that may be gone by now, which is what was wanted, or makes no difference."""
    try:
        tell()
    except LegGone:
        logger.info("the leg was gone already")


# --- recordings


def _fetch_recording(instruction: Instruction, carrier: Carrier) -> None:
    sid = instruction.args["recording_sid"]
    content = carrier.recording(sid=sid)
    with in_tenant(directory.access_company(id=instruction.args["tenant_id"])):
        records.store_voicemail(recording_sid=sid, content=content, now=clock.now())


def _lose_recording(instruction: Instruction) -> None:
    with in_tenant(directory.access_company(id=instruction.args["tenant_id"])):
        records.lose_voicemail(recording_sid=instruction.args["recording_sid"])
    alerts.raise_alert("recording-lost", call_id=str(instruction.call_id))


_VERBS: dict[Verb, Callable[[Instruction, Carrier], None]] = {
    Verb.DIAL_OPERATOR: _dial_operator,
    Verb.DIAL_SPECIALIST: _dial_specialist,
    Verb.DIAL_CUSTOMER: _dial_customer,
    Verb.BRIDGE: _bridge,
    Verb.RECOVER: _recover,
    Verb.VOICEMAIL: _send_to_voicemail,
    Verb.FORWARD: _forward,
    Verb.HOLD: _hold,
    Verb.RESUME: _resume,
    Verb.MUTE: _mute,
    Verb.UNMUTE: _mute,
    Verb.END_LEG: _end_leg,
    Verb.HANG_UP: _hang_up,
    Verb.FETCH_RECORDING: _fetch_recording,
}
