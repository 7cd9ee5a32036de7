"""What moves through the stages, and what an operator's console is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from telephony.provider.documents import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundCall:
    """A caller who has just arrived. `caller` is E.164, or "" where the number is withheld."""

    carrier_sid: str
    caller: str
    called: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A number of ours with all that answering it needs."""

    number_id: int
    e164: str
    label: str
    tenant_id: int
    schema: str
    company: str
    language: str
    queue_id: int
    queue_name: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """What arrival decided: the call's id and state, and what the caller's line does first."""

    call_id: UUID
    line: Line
    state: str
    document: Document


@dataclass(frozen=True)
class Fact:
    """Something that happened to one operator. `as_` holds the keys of her snapshot that are new."""

    type: ClassVar[str]
    seq: int
    as_: dict[str, Any]


class StateChanged(Fact):
    type = "state.changed"


class OfferMade(Fact):
    type = "offer.made"


class OfferRinging(Fact):
    type = "offer.ringing"


class OfferEnded(Fact):
    type = "offer.ended"


class CallAnswered(Fact):
    type = "call.answered"


class CallConnected(Fact):
    type = "call.connected"


class CallHeld(Fact):
    type = "call.held"


class CallResumed(Fact):
    type = "call.resumed"


class CallMuted(Fact):
    type = "call.muted"


class CallUnmuted(Fact):
    type = "call.unmuted"


class CallLost(Fact):
    type = "call.lost"


class CallTransferred(Fact):
    type = "call.transferred"


class CallEnded(Fact):
    type = "call.ended"


class CallNoted(Fact):
    type = "call.noted"


class CallClosed(Fact):
    type = "call.closed"


@dataclass(frozen=True)
class WaitingChanged:
    """The gauge of callers whom one operator could take. It replaces what is shown."""

    type: ClassVar[str] = "waiting.changed"
    as_of: datetime
    as_: dict[str, Any]
