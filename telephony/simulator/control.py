"""HTTP JSON under /simulator: callers without a browser, parties that answer, switches, the clock, the journal."""

import asyncio
from dataclasses import fields
from typing import Any

from aiohttp import web

from . import switchboard
from .calls import Call, CallUnknown, Silent
from .clock import VirtualClock
from .config import Behaviour
from .exchange import Exchange
from .faults import FaultInvalid
from .numbers import international
from .rest.app import exchange_of
from .sound import waiting_music
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


async def journal(request: web.Request) -> web.Response:
    """GET /simulator/journal?call=&after=."""
    after = request.query.get("after", "0")
    entries = exchange_of(request).journal.entries(
        call=request.query.get("call") or None, after=int(after) if after.isdigit() else 0
    )
    return web.json_response({"entries": [e.as_json() for e in entries]})


async def clear_journal(request: web.Request) -> web.Response:
    """DELETE /simulator/journal."""
    exchange_of(request).journal.clear()
    return web.json_response({})


async def list_calls(request: web.Request) -> web.Response:
    """GET /simulator/calls?live=1&to=: newest first."""
    exchange = exchange_of(request)
    found = exchange.live_calls() if request.query.get("live") else exchange.calls.all()
    to = request.query.get("to", "")
    rows = [describe(exchange, c) for c in found if to in ("", c.to)]
    return web.json_response({"calls": rows})


async def arrive(request: web.Request) -> web.Response:
    """POST /simulator/calls {"from", "to"}: somebody calls in."""
    body = await _body(request)
    from_, to = str(body.get("from") or "anonymous"), str(body.get("to", ""))
    call = switchboard.arrive(exchange_of(request), from_=from_, to=to)
    return web.json_response({"sid": call.sid}, status=201)


async def show(request: web.Request) -> web.Response:
    """GET /simulator/calls/{sid}."""
    exchange = exchange_of(request)
    return web.json_response(describe(exchange, _call(request)))


async def digits(request: web.Request) -> web.Response:
    """POST /simulator/calls/{sid}/digits {"digits"}: waits a moment until somebody listens for keys."""
    exchange, call, body = exchange_of(request), _call(request), await _body(request)
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
    exchange_of(request).media.speak(_call(request), str((await _body(request)).get("text", "")))
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


async def add_faults(request: web.Request) -> web.Response:
    """POST /simulator/faults: one switch or a list of them."""
    body = await request.json()
    try:
        for switch in body if isinstance(body, list) else [body]:
            exchange_of(request).faults.add(dict(switch))
    except FaultInvalid as error:
        raise web.HTTPBadRequest(text=str(error)) from error
    return await list_faults(request)


async def list_faults(request: web.Request) -> web.Response:
    """GET /simulator/faults."""
    return web.json_response({"faults": [f.__dict__ for f in exchange_of(request).faults.switches]})


async def clear_faults(request: web.Request) -> web.Response:
    """DELETE /simulator/faults."""
    exchange_of(request).faults.clear()
    return web.json_response({"faults": []})


async def behave(request: web.Request) -> web.Response:
    """GET or POST /simulator/behaviour: see config.Behaviour."""
    behaviour = exchange_of(request).behaviour
    if request.method == "POST":
        _change(behaviour, await _body(request))
    return web.json_response(behaviour.__dict__)


async def advance(request: web.Request) -> web.Response:
    """POST /simulator/clock {"advance": seconds}: virtual clock only; 0 waits until nothing moves."""
    clock = exchange_of(request).clock
    if not isinstance(clock, VirtualClock):
        raise web.HTTPConflict(text="the clock is real")
    await clock.advance(float((await _body(request)).get("advance", 0)))
    return web.json_response({"now": clock.now().isoformat()})


async def reset(request: web.Request) -> web.Response:
    """POST /simulator/reset: ends every leg, forgets switches, behaviour and journal; keeps the numbers."""
    exchange = exchange_of(request)
    exchange.faults.clear()
    fresh = Behaviour()
    _change(exchange.behaviour, {f.name: getattr(fresh, f.name) for f in fields(Behaviour)})
    for call in exchange.live_calls():
        call.plan = None
        switchboard.hang_up(exchange, call)
    exchange.next_leg_at = None
    exchange.journal.clear()
    return web.json_response({})


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
        web.get("/simulator/journal", journal),
        web.delete("/simulator/journal", clear_journal),
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
        web.post("/simulator/faults", add_faults),
        web.get("/simulator/faults", list_faults),
        web.delete("/simulator/faults", clear_faults),
        web.get("/simulator/behaviour", behave),
        web.post("/simulator/behaviour", behave),
        web.post("/simulator/clock", advance),
        web.post("/simulator/reset", reset),
        web.put("/simulator/recordings/{recording}", bring_sound),
        web.get("/simulator/sounds/waiting.wav", music),
    ]


def _call(request: web.Request) -> Call:
    try:
        return exchange_of(request).calls.get(request.match_info["sid"])
    except CallUnknown:
        raise web.HTTPNotFound(text="no such call") from None


async def _body(request: web.Request) -> JSON:
    if not request.can_read_body:
        return {}
    body = await request.json()
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="an object is expected")
    return body


def _refuse(request: web.Request, status: CallStatus) -> web.Response:
    if not switchboard.refuse(exchange_of(request), _call(request), status):
        raise web.HTTPConflict(text="the leg does not ring")
    return web.json_response({})


def _change(behaviour: Behaviour, changes: dict[str, Any]) -> None:
    """Statuses arrive as words. Raises HTTPBadRequest for an unknown name."""
    for name, value in changes.items():
        if not hasattr(behaviour, name):
            raise web.HTTPBadRequest(text=f"no behaviour named {name}")
        setattr(behaviour, name, CallStatus(value) if name.endswith("_status") else value)
