"""Participants: dial somebody into a room, mute, hold, coach, kick."""

from aiohttp import web

from telephony.simulator import switchboard
from telephony.simulator.conferences import DEFAULT_EVENTS, LabelTaken, ParticipantUnknown, RoomFull
from telephony.simulator.exchange import Exchange
from telephony.simulator.rooms import Conference, Participant
from telephony.simulator.types import JSON, CallStatus, ConferenceStatus, LeaveReason, Source

from .app import created, exchange_of, gone, stamp, uri
from .calls import order
from .conferences import room_of
from .errors import RestError, not_found
from .form import UNKNOWN_PARAMETER as BAD_VALUE
from .form import Form, read_form
from .paging import page
from .parameters import PARTICIPANT_CREATED, PARTICIPANT_UPDATED, PARTICIPANTS_LISTED, ROOM_EVENTS

STATUSES = {
    CallStatus.QUEUED: "queued",
    CallStatus.INITIATED: "connecting",
    CallStatus.RINGING: "ringing",
    CallStatus.IN_PROGRESS: "connected",
    CallStatus.COMPLETED: "complete",
}
DUPLICATE_LABEL, FULL, NO_COACHED, WRONG_STATE = 16025, 16020, 16028, 16099


async def create(request: web.Request) -> web.Response:
    """POST Conferences/{sid or friendly name}/Participants."""
    exchange = exchange_of(request)
    form = await read_form(request, exchange, PARTICIPANT_CREATED)
    wanted = order(exchange, form)
    form.choice("Record", ["true", "false"])
    form.choice("Beep", ["true", "false", "onEnter", "onExit"])
    room = _room_for(request, form)
    coached = _coached(form, room)
    participant = _new(exchange, form, wanted, coached)
    try:
        exchange.conferences.add(room, participant)
    except LabelTaken:
        exchange.calls.forget(participant.call)
        raise RestError(400, DUPLICATE_LABEL, "Participant label is not unique in the conference") from None
    except RoomFull:
        exchange.calls.forget(participant.call)
        raise RestError(400, FULL, "Conference has reached its maximum of participants") from None
    switchboard.invite(exchange, wanted, room, participant)
    return created({**render(exchange, room, participant), "status": "queued"})


async def list_participants(request: web.Request) -> web.Response:
    """GET Conferences/{sid}/Participants: nobody once the room is over."""
    exchange, room = exchange_of(request), room_of(request)
    form = await read_form(request, exchange, PARTICIPANTS_LISTED)
    rows = [render(exchange, room, p) for p in room.participants.values()]
    for name, key in (("Muted", "muted"), ("Hold", "hold"), ("Coaching", "coaching")):
        if name in form:
            rows = [row for row in rows if row[key] is form.flag(name)]
    return page(request, "participants", rows)


async def fetch(request: web.Request) -> web.Response:
    """GET Conferences/{sid}/Participants/{call sid or label}."""
    room, participant = _participant(request)
    return web.json_response(render(exchange_of(request), room, participant))


async def update(request: web.Request) -> web.Response:
    """POST Conferences/{sid}/Participants/{call sid or label}."""
    exchange = exchange_of(request)
    room, participant = _participant(request)
    form = await read_form(request, exchange, PARTICIPANT_UPDATED)
    if not participant.joined:
        raise RestError(400, WRONG_STATE, "Participant is not connected yet")
    _update_modes(exchange, form, room, participant)
    _update_sounds(exchange, form, room, participant)
    return web.json_response(render(exchange, room, participant))


async def delete(request: web.Request) -> web.Response:
    """DELETE Conferences/{sid}/Participants/{call sid or label}: kick."""
    exchange = exchange_of(request)
    room, participant = _participant(request)
    if participant.joined:
        exchange.conferences.leave(room, participant, LeaveReason.UPDATED_VIA_API, kicked=True)
    else:
        switchboard.hang_up(exchange, participant.call)
    return gone()


def render(exchange: Exchange, room: Conference, participant: Participant) -> JSON:
    """The resource."""
    call = participant.call
    return {
        "account_sid": exchange.configuration.account_sid,
        "call_sid": call.sid,
        "label": participant.label or None,
        "call_sid_to_coach": participant.coached or None,
        "coaching": participant.coaching,
        "conference_sid": room.sid,
        "date_created": stamp(participant.created_at),
        "date_updated": stamp(call.answered_at or participant.created_at),
        "end_conference_on_exit": participant.end_on_exit,
        "muted": participant.muted,
        "hold": participant.held,
        "start_conference_on_enter": participant.start_on_enter,
        "status": STATUSES.get(call.status, "failed"),
        "queue_time": str(call.queue_time_ms),
        "uri": uri(exchange, f"Conferences/{room.sid}/Participants/{call.sid}.json"),
    }


def _room_for(request: web.Request, form: Form) -> Conference:
    """The room by sid (it must not be over), or by friendly name (made if needed)."""
    exchange, key = exchange_of(request), request.match_info["conference"]
    plan = form.plan("ConferenceStatusCallback", DEFAULT_EVENTS, ROOM_EVENTS)
    by_sid = exchange.conferences.get(key)
    if by_sid is None:
        if key.startswith("CF") and len(key) == 34:
            raise not_found(request)
        return exchange.conferences.enter(key, plan)
    if by_sid.status is ConferenceStatus.COMPLETED:
        raise RestError(400, WRONG_STATE, "Conference is completed")
    by_sid.plan = by_sid.plan or plan
    return by_sid


def _coached(form: Form, room: Conference, who: Participant | None = None) -> str:
    """Whom they coach after this request; "" for nobody.

    Facts (docs/voice/api/conference-participant-resource): `Coaching` defaults to false unless `CallSidToCoach` is
    given, and needs it where it is true; 16028: the one to be coached is not in the room.
    """
    sid = form.text("CallSidToCoach", who.coached if who else "")
    if not form.flag("Coaching", default=bool(form.text("CallSidToCoach")) or bool(who and who.coaching)):
        return ""
    if not sid:
        raise RestError(400, BAD_VALUE, "CallSidToCoach must be defined when Coaching is true")
    coached = room.participants.get(sid)
    if coached is None or not coached.joined or coached is who:
        raise RestError(400, NO_COACHED, "Participant to be coached is not present in the conference")
    return sid


def _new(exchange: Exchange, form: Form, wanted: switchboard.Order, coached: str) -> Participant:
    wait = form.url("WaitUrl")
    return Participant(
        call=switchboard.call_for(exchange, wanted),
        created_at=exchange.clock.now(),
        label=form.text("Label"),
        muted=form.flag("Muted"),
        start_on_enter=form.flag("StartConferenceOnEnter", default=True),
        end_on_exit=form.flag("EndConferenceOnExit"),
        coaching=bool(coached),
        coached=coached,
        wait_source=Source(url=wait, method=form.method("WaitMethod")) if "WaitUrl" in form else None,
        added_by_api=True,
    )


def _participant(request: web.Request) -> tuple[Conference, Participant]:
    room = _current_or_sid(request)
    try:
        found = exchange_of(request).conferences.find(room, request.match_info["participant"])
    except ParticipantUnknown:
        raise not_found(request) from None
    return room, found


def _current_or_sid(request: web.Request) -> Conference:
    named = exchange_of(request).conferences.current(request.match_info["conference"])
    return named or room_of(request)


def _update_modes(exchange: Exchange, form: Form, room: Conference, who: Participant) -> None:
    """All that one request asks for holds at once: nobody is heard for a moment by whom she should not be."""
    coached = _coached(form, room, who)
    modified = bool({"Coaching", "CallSidToCoach", "BeepOnExit"}.intersection(form))
    who.coaching, who.coached = bool(coached), coached
    if "EndConferenceOnExit" in form and not who.held:
        who.end_on_exit, modified = form.flag("EndConferenceOnExit"), True
    if form.url("WaitUrl"):
        who.wait_source, modified = Source(url=form.url("WaitUrl"), method=form.method("WaitMethod")), True
    if "Muted" in form:
        exchange.conferences.mute(room, who, muted=form.flag("Muted"))
    if modified:
        exchange.conferences.modify(room, who)


def _update_sounds(exchange: Exchange, form: Form, room: Conference, who: Participant) -> None:
    """HoldUrl is fetched with GET unless told otherwise: the API's own default."""
    if "Hold" in form:
        url = form.url("HoldUrl")
        source = Source(url=url, method=form.method("HoldMethod", "GET")) if url else None
        exchange.conferences.hold(room, who, held=form.flag("Hold"), source=source)
    if form.url("AnnounceUrl"):
        who.announcement = Source(url=form.url("AnnounceUrl"), method=form.method("AnnounceMethod"))
        who.changed.set()
