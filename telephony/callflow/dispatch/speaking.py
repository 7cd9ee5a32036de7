"""What the caller hears: her own line is told to go elsewhere."""

from collections.abc import Callable

from cc_saas.lib import clock
from telephony.callflow import ending, forwarding, recovery, talking, voicemail
from telephony.callflow.dispatch.answers import NotYet, status_of
from telephony.calls import selectors as calls_read
from telephony.calls.models import Call, Instruction
from telephony.calls.types import CallState
from telephony.provider.port import OVER, Carrier, LegGone


def bridge(instruction: Instruction, carrier: Carrier) -> None:
    """Take the caller from the queue into the conversation."""
    call = calls_read.live_call(call_id=instruction.call_id)
    if call is None or call.state != CallState.CONNECTING:
        return
    document = talking.conversation(call_id=call.pk)
    if _speak_to_caller(call, carrier, lambda: carrier.redirect(sid=call.carrier_sid, document=document)):
        talking.caller_joined(call_id=call.pk, now=clock.now())


def recover(instruction: Instruction, carrier: Carrier) -> None:
    """Say "one moment" to a caller who has lost her operator."""
    call = calls_read.live_call(call_id=instruction.call_id)
    if call is None or call.state != CallState.RECOVERING:
        return
    document = recovery.document(call=call)
    if _speak_to_caller(call, carrier, lambda: carrier.redirect(sid=call.carrier_sid, document=document)):
        recovery.caller_is_there(call_id=call.pk, now=clock.now())


def send_to_voicemail(instruction: Instruction, carrier: Carrier) -> None:
    """Ask the caller for a message."""
    call = calls_read.live_call(call_id=instruction.call_id)
    if call is None or call.state != CallState.VOICEMAIL:
        return
    document = voicemail.document(call_id=call.pk, language=call.language)
    _speak_to_caller(call, carrier, lambda: carrier.redirect(sid=call.carrier_sid, document=document))


def forward(instruction: Instruction, carrier: Carrier) -> None:
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
        if status_of(carrier, call.carrier_sid) in OVER:
            ending.line_ended(call_id=call.pk, now=clock.now())
            return False
        raise NotYet from None
    return True
