"""What moves through the stages, and what an operator's console is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Any, ClassVar
from uuid import UUID

from campaigns.records.types import EventKind
from telephony.provider.documents import Document
from tenants.directory.hours import AROUND_THE_CLOCK, Hours


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
    # What the company's menu needs: which one answers, the queues by code, the hours on the company's wall.
    flow_id: int | None = None
    queues: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    zone: tzinfo = UTC
    hours: Hours = AROUND_THE_CLOCK
    # The floor has put the centre down: callers hear the number's fallback.
    is_down: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What a step of the company's menu came to: where the caller stands, and what her line does."""

    version_id: int
    menu: dict[str, Any]  # the engine's state
    state: str
    document: Document
    events: tuple[tuple[EventKind, Mapping[str, object]], ...] = ()
    queue: tuple[int, str] | None = None
    urgent: bool = False
    language: str = ""  # chosen by the caller just now


@dataclass(frozen=True, slots=True)
class Arrival:
    """What arrival decided: the call's id and state, and what the caller's line does first."""

    call_id: UUID
    line: Line
    state: str
    document: Document
    turn: Turn | None = None
    # What the company's crisis changed for this caller; None while none is on.
    crisis: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Fact:
    """Something that happened to one operator. `as_` holds the keys of her snapshot that are new."""

    type: ClassVar[str]
    seq: int
    as_: dict[str, Any]


class StateChanged(Fact):
    type = "state.changed"


class HandRaised(Fact):
    type = "hand.raised"


class HandLowered(Fact):
    type = "hand.lowered"


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


class CallCoached(Fact):
    type = "call.coached"


class CallLost(Fact):
    type = "call.lost"


class CallTransferred(Fact):
    type = "call.transferred"


class CallEnded(Fact):
    type = "call.ended"


class CallbackUnanswered(Fact):
    type = "callback.unanswered"


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


@dataclass(frozen=True)
class NoteChanged:
    """What the floor has to say to one operator, or to all. It replaces what is shown."""

    type: ClassVar[str] = "note.changed"
    as_of: datetime
    as_: dict[str, Any]
