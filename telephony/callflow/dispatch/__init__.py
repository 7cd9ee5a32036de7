"""Telling the carrier what the call's state wants. Run by the router, from rows that survive every process.

A failed request is tried again; one that may have had its effect is first looked up by our label, so that nobody is
dialled twice. A leg that is gone means that the caller, or the operator, has hung up: the state follows.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta

from cc_saas.lib import clock
from telephony.callflow.dispatch import conversing, dialling, ends, listeners, recordings, speaking
from telephony.callflow.dispatch.answers import NotYet
from telephony.callflow.dispatch.giving_up import give_up
from telephony.calls import services as calls
from telephony.calls.models import Instruction, Leg
from telephony.calls.types import Verb
from telephony.provider.port import Carrier, CarrierFailed, LegGone, Refused

logger = logging.getLogger(__name__)

SHORTEST_PAUSE = 0.3
LONGEST_PAUSE = 5.0

VERBS: Mapping[Verb, Callable[[Instruction, Carrier], None]] = {
    Verb.DIAL_OPERATOR: dialling.dial_operator,
    Verb.DIAL_SPECIALIST: dialling.dial_specialist,
    Verb.DIAL_CUSTOMER: dialling.dial_customer,
    Verb.DIAL_LISTENER: listeners.dial_listener,
    Verb.BRIDGE: speaking.bridge,
    Verb.RECOVER: speaking.recover,
    Verb.VOICEMAIL: speaking.send_to_voicemail,
    Verb.FORWARD: speaking.forward,
    Verb.HOLD: conversing.hold,
    Verb.RESUME: conversing.resume,
    Verb.MUTE: conversing.mute,
    Verb.UNMUTE: conversing.mute,
    Verb.SET_LISTENING: listeners.set_listening,
    Verb.END_LEG: ends.end_leg,
    Verb.HANG_UP: ends.hang_up,
    Verb.FETCH_RECORDING: recordings.fetch_recording,
}


def carry_out(*, instruction: Instruction, carrier: Carrier, leg: Leg | None = None) -> None:
    """Tell the carrier, and let the state follow its answer. Never raises what the carrier did.

    `leg` is the operator's where the instruction to dial her was written a moment ago: nothing is read before she rings.
    """
    try:
        if leg is not None:
            dialling.dial_offered(instruction, leg, carrier)
        else:
            VERBS[Verb(instruction.verb)](instruction, carrier)
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
        give_up(instruction, now)
        return
    calls.try_again(instruction_id=instruction.pk, at=now + timedelta(seconds=_pause(instruction.attempts)))


def _pause(attempts: int) -> float:
    return float(min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** (attempts - 1)))
