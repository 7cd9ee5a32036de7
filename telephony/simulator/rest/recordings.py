"""Recordings: list, metadata, sound, delete."""

from datetime import datetime

from aiohttp import web

from telephony.simulator.exchange import Exchange
from telephony.simulator.recordings import Recording
from telephony.simulator.types import JSON

from .app import exchange_of, gone, stamp, uri
from .errors import not_found
from .form import read_form
from .paging import META, page

LISTED = META | {
    "CallSid",
    "ConferenceSid",
    "DateCreated",
    "DateCreated<",
    "DateCreated>",
    "IncludeSoftDeleted",
}


async def list_recordings(request: web.Request) -> web.Response:
    """GET Recordings, or Calls/{sid}/Recordings."""
    exchange = exchange_of(request)
    form = await read_form(request, exchange, LISTED)
    call = request.match_info.get("sid") or form.text("CallSid")
    found = [r for r in exchange.recordings.all() if call in ("", r.call_sid)]
    return page(request, "recordings", [render(exchange, r) for r in found])


async def fetch(request: web.Request) -> web.Response:
    """GET Recordings/{sid}.json for metadata; .wav, .mp3 or no suffix for the sound (WAV in every case)."""
    recording = _recording(request)
    if request.match_info["suffix"] == ".json":
        return web.json_response(render(exchange_of(request), recording))
    sound = exchange_of(request).recordings.sound(recording)
    if sound is None:
        raise not_found(request)
    return web.Response(body=sound, content_type="audio/x-wav")


async def delete(request: web.Request) -> web.Response:
    """DELETE Recordings/{sid}."""
    exchange_of(request).recordings.delete(_recording(request))
    return gone()


def render(exchange: Exchange, recording: Recording) -> JSON:
    """The resource."""
    started = stamp(datetime.fromisoformat(recording.started_at))
    return {
        "account_sid": exchange.configuration.account_sid,
        "api_version": "2010-04-01",
        "call_sid": recording.call_sid,
        "conference_sid": recording.conference_sid,
        "date_created": started,
        "date_updated": started,
        "start_time": started,
        "duration": str(recording.duration),
        "sid": recording.sid,
        "price": None,
        "price_unit": "USD",
        "status": recording.status,
        "channels": recording.channels,
        "source": recording.source,
        "error_code": None,
        "track": "inbound",
        "encryption_details": None,
        "media_url": exchange.recordings.url(recording),
        "uri": uri(exchange, f"Recordings/{recording.sid}.json"),
        "subresource_uris": {},
    }


def _recording(request: web.Request) -> Recording:
    recording = exchange_of(request).recordings.get(request.match_info["recording"])
    if recording is None:
        raise not_found(request)
    return recording
