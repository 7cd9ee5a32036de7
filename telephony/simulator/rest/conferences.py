"""Conferences: list, fetch, end, announce."""

from aiohttp import web

from telephony.simulator.exchange import Exchange
from telephony.simulator.rooms import Conference
from telephony.simulator.types import JSON, ConferenceStatus, Kind, Source

from .app import exchange_of, stamp, uri
from .errors import not_found
from .form import read_form
from .paging import META, page

LISTED = META | {"FriendlyName", "Status", "DateCreated", "DateCreated<", "DateCreated>"}
LISTED |= {"DateUpdated", "DateUpdated<", "DateUpdated>"}
UPDATED = frozenset({"Status", "AnnounceUrl", "AnnounceMethod"})


async def list_conferences(request: web.Request) -> web.Response:
    """GET Conferences."""
    exchange = exchange_of(request)
    form = await read_form(request, exchange, LISTED)
    status = form.choice("Status", [s.value for s in ConferenceStatus])
    rows = [
        render(exchange, room)
        for room in exchange.conferences.all()
        if form.text("FriendlyName") in ("", room.friendly_name) and status in ("", room.status)
    ]
    return page(request, "conferences", rows)


async def fetch(request: web.Request) -> web.Response:
    """GET Conferences/{sid}."""
    return web.json_response(render(exchange_of(request), room_of(request)))


async def update(request: web.Request) -> web.Response:
    """POST Conferences/{sid}: Status=completed ends it, AnnounceUrl plays to all."""
    exchange, room = exchange_of(request), room_of(request)
    form = await read_form(request, exchange, UPDATED)
    status = form.choice("Status", ["completed"])
    url = form.url("AnnounceUrl")
    if status:
        exchange.conferences.end(room, "conference-ended-via-api")
    elif url:
        for participant in room.joined:
            participant.announcement = Source(
                url=url, method=form.method("AnnounceMethod"), kind=Kind.DOCUMENT
            )
            participant.changed.set()
    return web.json_response(render(exchange, room))


def room_of(request: web.Request) -> Conference:
    """The room in the path, by its sid. Raises RestError 20404."""
    room = exchange_of(request).conferences.get(request.match_info["conference"])
    if room is None:
        raise not_found(request)
    return room


def render(exchange: Exchange, room: Conference) -> JSON:
    """The resource."""
    tail = f"Conferences/{room.sid}"
    return {
        "sid": room.sid,
        "account_sid": exchange.configuration.account_sid,
        "friendly_name": room.friendly_name,
        "region": "us1",
        "status": room.status.value,
        "reason_conference_ended": room.reason_ended,
        "call_sid_ending_conference": room.call_sid_ending,
        "api_version": "2010-04-01",
        "date_created": stamp(room.created_at),
        "date_updated": stamp(room.updated_at),
        "uri": uri(exchange, f"{tail}.json"),
        "subresource_uris": {
            "participants": uri(exchange, f"{tail}/Participants.json"),
            "recordings": uri(exchange, f"{tail}/Recordings.json"),
        },
    }
