"""What we need of a carrier. `twilio/` fulfils it; nothing else speaks to a carrier."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from telephony.provider.documents import Document


class CarrierFailed(Exception):
    """The carrier did not do it. `may_have_happened` says that it perhaps did: look before trying again."""

    def __init__(self, message: str, *, may_have_happened: bool = False) -> None:
        super().__init__(message)
        self.may_have_happened = may_have_happened


class CarrierBusy(CarrierFailed):
    """Too many requests at once (429): nothing was done, the same request may be sent again."""


class LegGone(CarrierFailed):
    """The leg, or its place in the room, is not there (any more)."""


class Refused(CarrierFailed):
    """The carrier understood and will not do it: trying again is of no use."""


class LegStatus(StrEnum):
    """The carrier's word on a leg."""

    QUEUED = "queued"
    INITIATED = "initiated"
    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    FAILED = "failed"
    NO_ANSWER = "no-answer"
    CANCELED = "canceled"


OVER = frozenset(
    {LegStatus.COMPLETED, LegStatus.BUSY, LegStatus.FAILED, LegStatus.NO_ANSWER, LegStatus.CANCELED}
)
"""After one of these a leg never comes back."""


@dataclass(frozen=True, slots=True)
class DialedLeg:
    """A leg that the carrier has taken on, and the room that it will join."""

    sid: str
    room_sid: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Who hears a party of a room: everybody, nobody (`is_muted`), or one leg alone (`heard_by`, the carrier's id)."""

    is_muted: bool = False
    heard_by: str = ""


EVERYBODY = Voice()


@dataclass(frozen=True, slots=True)
class OwnedNumber:
    """A phone number of ours at the carrier."""

    sid: str
    e164: str


@dataclass(frozen=True, slots=True)
class NumberUrls:
    """Where the carrier asks what to do with a number's calls."""

    voice: str
    fallback: str
    status: str


class Carrier(Protocol):
    """Every verb raises CarrierFailed or one of its children."""

    def dial_into(
        self, *, room: str, to: str, from_: str, label: str, ring_time: int, leg_url: str, room_url: str,
        ends_room: bool, voice: Voice = EVERYBODY,
    ) -> DialedLeg:  # fmt: skip
        """Dial somebody into a room. `label` is ours and unique in the room.

        `room` is our name of it, and it is made where it is not there; or the carrier's id, and then it must be there.
        """

    def find_leg(self, *, room: str, label: str) -> DialedLeg | None:
        """Look whether a leg with our label was dialled after all."""

    def redirect(self, *, sid: str, document: Document) -> None:
        """Make a live leg leave whatever it is doing and follow this document."""

    def end(self, *, sid: str) -> None:
        """End a leg, whether it rings or talks."""

    def hold(self, *, room_sid: str, sid: str, music_url: str) -> None:
        """Let a party of a room hear music instead of the room."""

    def resume(self, *, room_sid: str, sid: str) -> None:
        """Bring a party on hold back into the room."""

    def mute(self, *, room_sid: str, sid: str, muted: bool) -> None:
        """Let the room hear a party no more, or again."""

    def let_hear(self, *, room_sid: str, sid: str, voice: Voice) -> None:
        """Change who hears a party of a room, in one step: nobody else hears her in between."""

    def leave(self, *, room_sid: str, sid: str) -> None:
        """Take one party out of a room; the others go on."""

    def status(self, *, sid: str) -> LegStatus:
        """Ask what has become of a leg."""

    def recording(self, *, sid: str) -> bytes:
        """Fetch the sound of a recording (WAV)."""

    def find_number(self, *, e164: str) -> OwnedNumber | None:
        """Look for a number among ours."""

    def buy_number(self, *, e164: str) -> OwnedNumber:
        """Buy a number."""

    def point_number(self, *, sid: str, urls: NumberUrls, name: str) -> None:
        """Tell the carrier where to ask about a number's calls, and whose number it is."""

    def is_reachable(self) -> bool:
        """Tell whether the carrier answers at all; never raises."""
