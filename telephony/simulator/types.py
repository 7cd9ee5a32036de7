"""The carrier's words, and the small values that every file of this room passes around."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

JSON = dict[str, Any]
Params = Mapping[str, str]


class CallStatus(StrEnum):
    """CallStatus of webhooks and `status` of the REST resource (docs/voice/twiml)."""

    QUEUED = "queued"
    INITIATED = "initiated"
    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    FAILED = "failed"
    NO_ANSWER = "no-answer"
    CANCELED = "canceled"

    @property
    def is_final(self) -> bool:
        """A leg in one of these never changes again."""
        return self in FINAL_STATUSES


FINAL_STATUSES = frozenset(
    {CallStatus.COMPLETED, CallStatus.BUSY, CallStatus.FAILED, CallStatus.NO_ANSWER, CallStatus.CANCELED}
)


class Direction(StrEnum):
    """Who made the leg."""

    INBOUND = "inbound"
    OUTBOUND_API = "outbound-api"
    OUTBOUND_DIAL = "outbound-dial"


class CallEvent(StrEnum):
    """Names of StatusCallbackEvent for a leg."""

    INITIATED = "initiated"
    RINGING = "ringing"
    ANSWERED = "answered"
    COMPLETED = "completed"


class ConferenceStatus(StrEnum):
    """`status` of a conference: `init` until somebody joined."""

    INIT = "init"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"


class QueueResult(StrEnum):
    """QueueResult of the action of <Enqueue>."""

    BRIDGED = "bridged"
    ERROR = "error"
    HANGUP = "hangup"
    LEAVE = "leave"
    REDIRECTED = "redirected"
    REDIRECTED_FROM_BRIDGED = "redirected-from-bridged"
    QUEUE_FULL = "queue-full"
    SYSTEM_ERROR = "system-error"


class LeaveReason(StrEnum):
    """ReasonParticipantLeft of participant-leave."""

    ENDED_VIA_API = "conference_ended_via_api"
    MODERATOR_ENDED = "moderator_ended_conference"
    UPDATED_VIA_API = "participant_updated_via_api"
    HUNG_UP = "participant_hung_up"
    ADD_FAILED = "participant_add_failed"


class Interruption(StrEnum):
    """Why the document of a leg was stopped from outside."""

    REDIRECTED = "redirected"
    HUNG_UP = "hung-up"


class Kind(StrEnum):
    """What a journal entry is about; the faults choose their prey by it."""

    DOCUMENT = "document"
    ACTION = "action"
    STATUS = "status"
    CONFERENCE = "conference"
    RECORDING = "recording"
    MEDIA = "media"
    REST = "rest"
    NOTICE = "notice"


@dataclass(frozen=True, kw_only=True)
class CallbackPlan:
    """Where events of a leg or a room are told, and which of them."""

    url: str
    method: str = "POST"
    events: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where the next document of a leg comes from: a URL, or TwiML given inline."""

    url: str = ""
    method: str = "POST"
    params: Params = field(default_factory=dict)
    twiml: str | None = None
    kind: Kind = Kind.DOCUMENT
    is_fallback: bool = False


class Endpoint(Protocol):
    """What a leg sounds through: a browser's socket, or nobody (a leg that tests drive over HTTP)."""

    @property
    def is_browser(self) -> bool:
        """Whether it can open peer connections."""

    def send(self, frame: JSON) -> None:
        """Hand it one frame, never waiting."""
