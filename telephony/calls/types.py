"""States of calls and legs, and the instructions that a carrier may be given."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class CallState(StrEnum):
    """Where the caller stands."""

    ARRIVED = "ARRIVED"
    MENU = "MENU"
    WAITING = "WAITING"
    PROMISED = "PROMISED"
    CONNECTING = "CONNECTING"
    TALKING = "TALKING"
    HOLD = "HOLD"
    RECOVERING = "RECOVERING"
    TRANSFERRED = "TRANSFERRED"
    VOICEMAIL = "VOICEMAIL"
    ENDED = "ENDED"


LIVE = frozenset(CallState) - {CallState.ENDED}
"""Somebody is still on the line, or is to be called back."""

WITH_OPERATOR = frozenset({CallState.CONNECTING, CallState.TALKING, CallState.HOLD})
"""An operator's leg belongs to the call."""


NOT_DIALLED = "promised-"
"""How the carrier's id of a promised call begins, as long as the carrier knows nothing of it."""


class Direction(StrEnum):
    """Who began the call."""

    INBOUND = "INBOUND"
    OUTBOUND = "OUTBOUND"


class LegKind(StrEnum):
    """Whom a leg reaches."""

    OPERATOR = "OPERATOR"
    SPECIALIST = "SPECIALIST"
    CUSTOMER = "CUSTOMER"
    LISTENER = "LISTENER"


class ListenMode(StrEnum):
    """Who hears a supervisor who is with a call."""

    LISTEN = "LISTEN"
    COACH = "COACH"
    BARGE = "BARGE"


class LegState(StrEnum):
    """The life of a leg that we dialled. It only moves forward."""

    DIALING = "DIALING"
    RINGING = "RINGING"
    ANSWERED = "ANSWERED"
    ENDED = "ENDED"


class Verb(StrEnum):
    """What the carrier is to be told. The order within one call is kept."""

    DIAL_OPERATOR = "DIAL_OPERATOR"
    DIAL_SPECIALIST = "DIAL_SPECIALIST"
    DIAL_CUSTOMER = "DIAL_CUSTOMER"
    DIAL_LISTENER = "DIAL_LISTENER"
    BRIDGE = "BRIDGE"
    RECOVER = "RECOVER"
    VOICEMAIL = "VOICEMAIL"
    FORWARD = "FORWARD"
    HOLD = "HOLD"
    RESUME = "RESUME"
    MUTE = "MUTE"
    UNMUTE = "UNMUTE"
    SET_LISTENING = "SET_LISTENING"
    END_LEG = "END_LEG"
    HANG_UP = "HANG_UP"
    FETCH_RECORDING = "FETCH_RECORDING"


@dataclass(frozen=True, slots=True)
class OperatorLeg:
    """An operator's leg that is to be dialled; `id` is the offer's."""

    id: UUID
    call_id: UUID
    operator_id: UUID
    address: str
    name: str
