"""<Dial><Conference>, and how a leg stays in a room: its waiting, holding and announcement sounds."""

import asyncio
from collections.abc import Callable

from telephony.simulator.conferences import DEFAULT_EVENTS, LabelTaken, RoomFull
from telephony.simulator.delivery import WebhookFailed
from telephony.simulator.rooms import Conference, Participant
from telephony.simulator.types import CallbackPlan, Interruption, LeaveReason, Params, Source

from .document import DocumentFailed, Element
from .runner import Runner
from .schema import CONFERENCE_WAIT_VERBS
from .speech import music

LABEL_TAKEN = 16025
ROOM_FULL = 16020
NO_COACHED = 13240
SILENCE = Source()
MUSIC = Source(url="music")


async def dial_conference(runner: Runner, noun: Element) -> bool:
    """Stand in the room until out of it again; False when the room refused (the next verb follows)."""
    rooms = runner.exchange.conferences
    room = rooms.enter(noun.text, _plan(runner, noun))
    room.max_participants = noun.number("maxParticipants", room.max_participants, least=2)
    participant = _participant(runner, noun)
    if participant.coached and participant.coached not in room.participants:
        runner.warn(NO_COACHED, f"nobody in the conference is {participant.coached}")
        return True
    try:
        rooms.add(room, participant)
    except LabelTaken:
        runner.warn(LABEL_TAKEN, f"participant label '{participant.label}' is taken")
        return False
    except RoomFull:
        runner.warn(ROOM_FULL, "the conference is full")
        return False
    await stay(runner, room, participant)
    return True


async def stay(runner: Runner, room: Conference, participant: Participant) -> None:
    """Join, and be there until the participant left, for whatever reason."""
    rooms = runner.exchange.conferences
    rooms.join(room, participant)
    try:
        await _listen(runner, room, participant)
    except asyncio.CancelledError:
        redirected = participant.call.interruption is Interruption.REDIRECTED
        reason = LeaveReason.UPDATED_VIA_API if redirected else LeaveReason.HUNG_UP
        rooms.leave(room, participant, reason)
        raise


async def _listen(runner: Runner, room: Conference, participant: Participant) -> None:
    playing: asyncio.Future[None] | None = None
    current: Source | None = None
    try:
        while not participant.left.is_set():
            wanted = _ambience(room, participant)
            if wanted is not current:
                await _stop(playing)
                current, playing = wanted, asyncio.ensure_future(_sound(runner, room, participant, wanted))
            await participant.changed.wait()
            participant.changed.clear()
    finally:
        await _stop(playing)


async def _stop(playing: "asyncio.Future[None] | None") -> None:
    if playing is not None:
        playing.cancel()
        await asyncio.wait({playing})


def _ambience(room: Conference, participant: Participant) -> Source:
    """What it hears besides the others: an announcement, the music of a hold, the waiting document, or nothing."""
    if participant.announcement is not None:
        return participant.announcement
    if participant.held:
        return participant.hold_source or MUSIC
    if not room.started:
        return participant.wait_source or MUSIC
    return SILENCE


async def _sound(runner: Runner, room: Conference, participant: Participant, source: Source) -> None:
    """One document, then silence; a document that fails is an error in the journal, and silence."""

    def params() -> Params:
        return {"ConferenceSid": room.sid, "FriendlyName": room.friendly_name}

    try:
        await _perform(runner.beside(allowed=CONFERENCE_WAIT_VERBS, extra=params), source)
    except (WebhookFailed, DocumentFailed) as failure:
        runner.exchange.journal.notice(
            call=participant.call.sid, level="error", code=failure.code, summary=failure.reason
        )
    if source is participant.announcement:
        participant.announcement = None
        participant.changed.set()
        runner.exchange.conferences.announcement_ended(room, participant, source.url)


async def _perform(runner: Runner, source: Source) -> None:
    if source is MUSIC:
        await music(runner)
    elif source is not SILENCE and source.url:
        await runner.run(source)


def _participant(runner: Runner, noun: Element) -> Participant:
    wait = None
    if "waitUrl" in noun.attributes:
        wait = Source(
            url=runner.resolve(noun.get("waitUrl")) if noun.get("waitUrl") else "",
            method=(noun.get("waitMethod") or "POST").upper(),
        )
    return Participant(
        call=runner.call,
        created_at=runner.exchange.clock.now(),
        label=noun.get("participantLabel"),
        muted=noun.flag("muted"),
        start_on_enter=noun.flag("startConferenceOnEnter", default=True),
        end_on_exit=noun.flag("endConferenceOnExit"),
        wait_source=wait,
        coaching=bool(noun.get("coach")),
        coached=noun.get("coach"),
    )


def _plan(runner: Runner, noun: Element) -> CallbackPlan | None:
    return event_plan(noun, "statusCallback", DEFAULT_EVENTS, runner.resolve)


def event_plan(
    element: Element, prefix: str, default: frozenset[str], resolve: Callable[[str], str]
) -> CallbackPlan | None:
    """A callback plan from the attributes `<prefix>`, `<prefix>Method`, `<prefix>Event`."""
    if not element.get(prefix):
        return None
    events = element.get(f"{prefix}Event").split()
    return CallbackPlan(
        url=resolve(element.get(prefix)),
        method=(element.get(f"{prefix}Method") or "POST").upper(),
        events=frozenset(events) or default,
    )
