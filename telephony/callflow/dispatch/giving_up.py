"""What follows where the carrier will not do what a call's state wanted."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from cc_saas.lib import alerts
from telephony.callflow import callback, ending, forwarding, listening, offering, transfer
from telephony.callflow.dispatch import recordings
from telephony.calls import selectors as calls_read
from telephony.calls.models import Instruction
from telephony.calls.types import Verb
from telephony.routing.types import OfferState


def give_up(instruction: Instruction, now: datetime) -> None:
    """The carrier will not do it: the offer, the transfer, the listening or the conversation that needed it is over."""
    verb = Verb(instruction.verb)
    if verb in OF_A_LEG:
        OF_A_LEG[verb](UUID(instruction.args["leg_id"]), now)
    elif verb == Verb.FETCH_RECORDING:
        recordings.lose_recording(instruction)
    elif verb == Verb.FORWARD:
        forwarding.came_back(call_id=instruction.call_id, now=now)
    elif verb in (Verb.BRIDGE, Verb.RECOVER, Verb.VOICEMAIL):
        alerts.raise_alert("caller-not-reached", call_id=str(instruction.call_id), verb=verb)
        ending.line_ended(call_id=instruction.call_id, by="SYSTEM", now=now)


def _operator(leg_id: UUID, now: datetime) -> None:
    offering.let_go(offer_id=leg_id, outcome=OfferState.FAILED, now=now)


def _specialist(leg_id: UUID, now: datetime) -> None:
    leg = calls_read.leg(leg_id=leg_id)
    if leg is not None:
        transfer.leg_ends(leg=leg, reason="failed", now=now)


def _customer(leg_id: UUID, now: datetime) -> None:
    leg = calls_read.leg(leg_id=leg_id)
    if leg is not None:
        callback.leg_ends(leg=leg, reason="failed", now=now)


def _listener(leg_id: UUID, now: datetime) -> None:
    listening.fail(leg_id=leg_id, now=now)


OF_A_LEG: Mapping[Verb, Callable[[UUID, datetime], None]] = {
    Verb.DIAL_OPERATOR: _operator,
    Verb.DIAL_SPECIALIST: _specialist,
    Verb.DIAL_CUSTOMER: _customer,
    Verb.DIAL_LISTENER: _listener,
    Verb.SET_LISTENING: _listener,
}
