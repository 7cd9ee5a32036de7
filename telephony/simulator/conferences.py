"""Conferences: rooms that legs meet in, their rules of beginning and ending, and the events they tell.

Facts: docs/voice/twiml/conference and docs/voice/api/conference-participant-resource.
"""

from email.utils import format_datetime

from .clock import Clock
from .config import Behaviour
from .ids import Sids
from .media import Media
from .rooms import Conference, Participant, participant_fields
from .types import CallbackPlan, CallStatus, ConferenceStatus, Kind, LeaveReason, Source
from .webhooks import Webhooks

DEFAULT_EVENTS = frozenset({"start", "end"})


class LabelTaken(ValueError):
    """16025: another participant of the room has this label."""


class RoomFull(ValueError):
    """16020: the room has as many participants as it may."""


class ParticipantUnknown(LookupError):
    """No such participant in the room."""


class Conferences:
    """All rooms of the account, and the only place where one changes."""

    def __init__(
        self,
        *,
        account_sid: str,
        clock: Clock,
        sids: Sids,
        webhooks: Webhooks,
        media: Media,
        behaviour: Behaviour,
    ) -> None:
        """Empty."""
        self._account_sid = account_sid
        self._clock = clock
        self._sids = sids
        self._webhooks = webhooks
        self._media = media
        self._behaviour = behaviour
        self._rooms: dict[str, Conference] = {}

    def all(self) -> list[Conference]:
        """Newest first."""
        return list(reversed(self._rooms.values()))

    def get(self, sid: str) -> Conference | None:
        """By sid."""
        return self._rooms.get(sid)

    def current(self, name: str) -> Conference | None:
        """The room of this friendly name that is not over."""
        for room in self._rooms.values():
            if room.friendly_name == name and room.status is not ConferenceStatus.COMPLETED:
                return room
        return None

    def enter(self, name: str, plan: CallbackPlan | None) -> Conference:
        """The current room of this name, made if there is none. The first one fixes the callbacks."""
        room = self.current(name)
        if room is None:
            now = self._clock.now()
            room = Conference(
                sid=self._sids.new("CF"), friendly_name=name, created_at=now, updated_at=now, plan=plan
            )
            self._rooms[room.sid] = room
        room.plan = room.plan or plan
        return room

    def add(self, room: Conference, participant: Participant) -> None:
        """Reserve a place, also for a leg that still rings. Raises LabelTaken, RoomFull."""
        if participant.label and self.labelled(room, participant.label):
            raise LabelTaken(participant.label)
        if len(room.participants) >= room.max_participants:
            raise RoomFull(room.friendly_name)
        room.participants[participant.call.sid] = participant
        participant.call.is_participant = True

    def find(self, room: Conference, key: str) -> Participant:
        """By call sid or label. Raises ParticipantUnknown."""
        participant = room.participants.get(key) or self.labelled(room, key)
        if participant is None or room.status is ConferenceStatus.COMPLETED:
            raise ParticipantUnknown(key)
        return participant

    def labelled(self, room: Conference, label: str) -> Participant | None:
        """By label alone."""
        return next((p for p in room.participants.values() if p.label == label), None)

    def join(self, room: Conference, participant: Participant) -> None:
        """The leg is in the room; the room may start."""
        participant.joined = True
        room.status = ConferenceStatus.IN_PROGRESS
        self._event(room, "participant-join", "join", participant)
        self._start_if_due(room)
        self._media.join(room, participant.call)

    def leave(
        self, room: Conference, participant: Participant, reason: LeaveReason, *, kicked: bool = False
    ) -> None:
        """The leg left, or could not be added; the room may end."""
        if room.participants.pop(participant.call.sid, None) is None:
            return
        was_joined, participant.joined = participant.joined, False
        participant.call.is_participant = False
        self._media.leave(participant.call)
        self._media.refresh(room)
        self._event(room, "participant-leave", "leave", participant, self._leave_fields(participant, reason))
        participant.left.set()
        participant.changed.set()
        self._end_if_due(room, participant, was_joined=was_joined, kicked=kicked)

    def end(self, room: Conference, reason: str, by: Participant | None = None) -> None:
        """The room is over for everybody."""
        if room.status is ConferenceStatus.COMPLETED:
            return
        room.status, room.updated_at = ConferenceStatus.COMPLETED, self._clock.now()
        room.reason_ended = reason
        room.call_sid_ending = by.call.sid if by else None
        late = self._behaviour.leave_after_conference_end
        if late:
            self._tell_end(room, reason, by)
        via_api = reason == "conference-ended-via-api"
        why = LeaveReason.ENDED_VIA_API if via_api else LeaveReason.MODERATOR_ENDED
        for participant in list(room.participants.values()):
            self.leave(room, participant, why)
        if not late:
            self._tell_end(room, reason, by)

    def mute(self, room: Conference, participant: Participant, *, muted: bool) -> None:
        """Mute or unmute at the carrier."""
        if participant.muted != muted:
            participant.muted = muted
            self._event(room, "participant-mute" if muted else "participant-unmute", "mute", participant)
            self._media.refresh(room)

    def hold(self, room: Conference, participant: Participant, *, held: bool, source: Source | None) -> None:
        """Hold with its music, or take back. A new source while held replaces the music."""
        participant.hold_source = source if held else None
        if participant.held != held:
            participant.held = held
            self._event(room, "participant-hold" if held else "participant-unhold", "hold", participant)
            self._media.refresh(room)
        participant.changed.set()

    def modify(self, room: Conference, participant: Participant) -> None:
        """Coaching, end-on-exit or wait music changed; the caller has set the fields."""
        self._event(room, "participant-modify", "modify", participant)
        self._media.refresh(room)
        participant.changed.set()

    def announcement_ended(self, room: Conference, participant: Participant, url: str) -> None:
        """An announcement was played to its end."""
        self._event(room, "announcement-end", "announcement", participant, {"AnnounceUrl": url})

    def _start_if_due(self, room: Conference) -> None:
        joined = room.joined
        if room.started or len(joined) < 2 or not any(p.start_on_enter for p in joined):
            return
        room.started = True
        room.updated_at = self._clock.now()
        self._event(room, "conference-start", "start", None)
        for participant in joined:
            participant.changed.set()

    def _end_if_due(self, room: Conference, who: Participant, *, was_joined: bool, kicked: bool) -> None:
        if room.status is ConferenceStatus.COMPLETED:
            return
        how = "kicked" if kicked else "left"
        if was_joined and who.end_on_exit:
            self.end(room, f"participant-with-end-conference-on-exit-{how}", who)
        elif not room.participants:
            self.end(room, f"last-participant-{how}", who)

    def _leave_fields(self, participant: Participant, reason: LeaveReason) -> dict[str, str]:
        status = participant.call.status
        known = CallStatus.IN_PROGRESS if status in (CallStatus.RINGING, CallStatus.INITIATED) else status
        return {"ParticipantCallStatus": known.value, "ReasonParticipantLeft": reason.value}

    def _tell_end(self, room: Conference, reason: str, by: Participant | None) -> None:
        more = {"ReasonConferenceEnded": reason, "Reason": _sentence(reason)}
        if by is not None:
            more["CallSidEndingConference"] = by.call.sid
            more["ParticipantLabelEndingConference"] = by.label
        self._event(room, "conference-end", "end", None, more)

    def _event(
        self,
        room: Conference,
        name: str,
        subscription: str,
        participant: Participant | None,
        more: dict[str, str] | None = None,
    ) -> None:
        plan = room.plan
        if plan is None or not plan.url or subscription not in plan.events:
            return
        room.sequence += 1
        params = {
            "ConferenceSid": room.sid,
            "FriendlyName": room.friendly_name,
            "AccountSid": self._account_sid,
            "SequenceNumber": str(room.sequence),
            "Timestamp": format_datetime(self._clock.now()),
            "StatusCallbackEvent": name,
            **(participant_fields(participant) if participant else {}),
            **(more or {}),
        }
        calls = [participant.call.sid] if participant else [p.call.sid for p in room.joined]
        self._webhooks.notify(
            kind=Kind.CONFERENCE,
            name=f"conference:{name}",
            calls=calls,
            url=plan.url,
            method=plan.method,
            params=params,
            stream=f"conference {room.sid}",
        )


def _sentence(reason: str) -> str:
    return reason.replace("-", " ").capitalize()
