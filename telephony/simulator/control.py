"""HTTP JSON under /simulator for calls: callers without a browser, and parties that answer."""

import asyncio

from aiohttp import web

from . import switchboard
from .call import Call, Silent
from .calls import CallUnknown
from .exchange import Exchange
from .numbers import international
from .rest.app import exchange_of
from .sound import waiting_music
from .switches import body_of
from .types import JSON, CallStatus

CALLERS = (
    ("Anna Petrova", "+74950000142"),
    ("Giorgi Beridze", "+995322000142"),
    ("Emma Clarke", "+442079460142"),
    ("Jack Moore", "+14155550142"),
)
KEY_WAIT = 5.0
TICK = 0.01


async def numbers(request: web.Request) -> web.Response:
    """GET /simulator/numbers: what can be dialled."""
    rows = [
        {
            "number": n.phone_number,
            "name": "" if n.friendly_name == n.phone_number else n.friendly_name,
            "display": international(n.phone_number),
        }
        for n in exchange_of(request).numbers.all()
    ]
    return web.json_response({"numbers": rows})


async def callers(request: web.Request) -> web.Response:
    """GET /simulator/callers: who may be dialled as."""
    rows = [{"name": name, "number": number, "display": international(number)} for name, number in CALLERS]
    return web.json_response({"callers": rows})


async def list_calls(request: web.Request) -> web.Response:
    """GET /simulator/calls?live=1&to=: newest first."""
    exchange = exchange_of(request)
    found = exchange.live_calls() if request.query.get("live") else exchange.calls.all()
    to = request.query.get("to", "")
    rows = [describe(exchange, c) for c in found if to in ("", c.to)]
    return web.json_response({"calls": rows})


async def arrive(request: web.Request) -> web.Response:
    """POST /simulator/calls {"from", "to"}: somebody calls in."""
    body = await body_of(request)
    from_, to = str(body.get("from") or "anonymous"), str(body.get("to", ""))
    call = switchboard.arrive(exchange_of(request), from_=from_, to=to)
    return web.json_response({"sid": call.sid}, status=201)


async def show(request: web.Request) -> web.Response:
    """GET /simulator/calls/{sid}."""
    exchange = exchange_of(request)
    return web.json_response(describe(exchange, _call(request)))


async def digits(request: web.Request) -> web.Response:
    """POST /simulator/calls/{sid}/digits {"digits"}: waits a moment until somebody listens for keys."""
    exchange, call, body = exchange_of(request), _call(request), await body_of(request)
    waited = 0.0
    while not call.listening and call.is_live and waited < float(body.get("wait", KEY_WAIT)):
        await asyncio.sleep(TICK)
        waited += TICK
    switchboard.press(exchange, call, str(body.get("digits", "")))
    return web.json_response({"heard": call.listening})


async def hang_up(request: web.Request) -> web.Response:
    """POST /simulator/calls/{sid}/hangup, or legs/{sid}/hangup: the party puts the receiver down."""
    switchboard.hang_up(exchange_of(request), _call(request))
    return web.json_response({})


async def speak(request: web.Request) -> web.Response:
    """POST /simulator/calls/{sid}/text {"text"}: words instead of a voice."""
    exchange_of(request).media.speak(_call(request), str((await body_of(request)).get("text", "")))
    return web.json_response({})


async def answer(request: web.Request) -> web.Response:
    """POST /simulator/legs/{sid}/answer: the rung party takes it, without a browser."""
    call = _call(request)
    ringing = exchange_of(request).registry.ringing(call.sid)
    if ringing is None or not ringing.answer(Silent()):
        raise web.HTTPConflict(text="the leg does not ring")
    return web.json_response({})


async def reject(request: web.Request) -> web.Response:
    """POST /simulator/legs/{sid}/reject."""
    return _refuse(request, exchange_of(request).behaviour.reject_status)


async def busy(request: web.Request) -> web.Response:
    """POST /simulator/legs/{sid}/busy."""
    return _refuse(request, CallStatus.BUSY)


async def bring_sound(request: web.Request) -> web.Response:
    """PUT /simulator/recordings/{sid}: the WAV that the phone page recorded with its microphone."""
    recording = exchange_of(request).recordings.get(request.match_info["recording"])
    if recording is None:
        raise web.HTTPNotFound
    exchange_of(request).recordings.bring(recording, await request.read())
    return web.json_response({})


async def music(request: web.Request) -> web.Response:
    """GET /simulator/sounds/waiting.wav: the carrier's own music."""
    return web.Response(
        body=waiting_music(), content_type="audio/wav", headers={"Cache-Control": "max-age=3600"}
    )


def describe(exchange: Exchange, call: Call) -> JSON:
    """Where a leg stands, and what its party heard."""
    return {
        "sid": call.sid,
        "parent": call.parent_sid,
        "from": call.from_,
        "to": call.to,
        "direction": call.direction.value,
        "status": call.status.value,
        "sip_code": call.sip_code if call.ended_at else None,
        "stands": call.stands,
        "listening": call.listening,
        "ringing": exchange.registry.ringing(call.sid) is not None,
        "playing": call.playing,
        "heard": call.heard,
        "hears": [p.sid for p in exchange.media.heard_by(call)],
        "duration": call.seconds if call.ended_at else None,
    }


def routes() -> list[web.RouteDef]:
    """Every path."""
    one, leg = "/simulator/calls/{sid}", "/simulator/legs/{sid}"
    return [
        web.get("/simulator/numbers", numbers),
        web.get("/simulator/callers", callers),
        web.get("/simulator/calls", list_calls),
        web.post("/simulator/calls", arrive),
        web.get(one, show),
        web.post(f"{one}/digits", digits),
        web.post(f"{one}/hangup", hang_up),
        web.post(f"{one}/text", speak),
        web.post(f"{leg}/answer", answer),
        web.post(f"{leg}/reject", reject),
        web.post(f"{leg}/busy", busy),
        web.post(f"{leg}/hangup", hang_up),
        web.put("/simulator/recordings/{recording}", bring_sound),
        web.get("/simulator/sounds/waiting.wav", music),
    ]


def _call(request: web.Request) -> Call:
    try:
        return exchange_of(request).calls.get(request.match_info["sid"])
    except CallUnknown:
        raise web.HTTPNotFound(text="no such call") from None


def _refuse(request: web.Request, status: CallStatus) -> web.Response:
    if not switchboard.refuse(exchange_of(request), _call(request), status):
        raise web.HTTPConflict(text="the leg does not ring")
    return web.json_response({})
