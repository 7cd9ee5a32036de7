"""A room and those in it: who hears whom, and what is told of a participant."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from .call import Call
from .media import party
from .types import CallbackPlan, ConferenceStatus, Source

MAX_PARTICIPANTS = 250


@dataclass(kw_only=True, eq=False)
class Participant:
    """One leg in a room. `joined` is False while a leg added over REST is still ringing."""

    call: Call
    created_at: datetime
    label: str = ""
    muted: bool = False
    held: bool = False
    hold_source: Source | None = None
    coaching: bool = False
    coached: str = ""
    start_on_enter: bool = True
    end_on_exit: bool = False
    wait_source: Source | None = None
    announcement: Source | None = None
    joined: bool = False
    added_by_api: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    left: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(kw_only=True, eq=False)
class Conference:
    """One room. Many may share a friendly name; only one of them is not completed."""

    sid: str
    friendly_name: str
    created_at: datetime
    updated_at: datetime
    plan: CallbackPlan | None = None
    status: ConferenceStatus = ConferenceStatus.INIT
    started: bool = False
    sequence: int = 0
    max_participants: int = MAX_PARTICIPANTS
    participants: dict[str, Participant] = field(default_factory=dict)
    reason_ended: str | None = None
    call_sid_ending: str | None = None

    @property
    def joined(self) -> list[Participant]:
        """Those who are really in the room."""
        return [p for p in self.participants.values() if p.joined]

    def members(self) -> list[Call]:
        """The legs in the room."""
        return [p.call for p in self.joined]

    def name_of(self, call: Call) -> str:
        """The participant's label, else its number."""
        participant = self.participants.get(call.sid)
        return participant.label if participant and participant.label else party(call)

    def hears(self, listener: Call, speaker: Call) -> bool:
        """Sound flows once the room started, not from the muted, not to or from the held, a coach to one only."""
        to, source = self.participants.get(listener.sid), self.participants.get(speaker.sid)
        if not self.started or to is None or source is None:
            return False
        if to.held or source.held or source.muted:
            return False
        return not source.coaching or source.coached == listener.sid


def participant_fields(participant: Participant) -> dict[str, str]:
    """The fields of every participant event."""
    fields = {
        "CallSid": participant.call.sid,
        "Muted": _flag(participant.muted),
        "Hold": _flag(participant.held),
        "Coaching": _flag(participant.coaching),
        "EndConferenceOnExit": _flag(participant.end_on_exit),
        "StartConferenceOnEnter": _flag(participant.start_on_enter),
    }
    if participant.label:
        fields["ParticipantLabel"] = participant.label
    if participant.coached:
        fields["CallSidToCoach"] = participant.coached
    return fields


def _flag(value: object) -> str:
    return "true" if value else "false"
