"""HTTP JSON under /simulator for the server as a whole: journal, switches, behaviour, the clock, reset."""

from dataclasses import fields
from typing import Any

from aiohttp import web

from . import switchboard
from .clock import VirtualClock
from .config import Behaviour
from .faults import FaultInvalid
from .rest.app import exchange_of
from .types import JSON, CallStatus


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
        _change(behaviour, await body_of(request))
    return web.json_response(behaviour.__dict__)


async def advance(request: web.Request) -> web.Response:
    """POST /simulator/clock {"advance": seconds}: virtual clock only; 0 waits until nothing moves."""
    clock = exchange_of(request).clock
    if not isinstance(clock, VirtualClock):
        raise web.HTTPConflict(text="the clock is real")
    await clock.advance(float((await body_of(request)).get("advance", 0)))
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


def routes() -> list[web.RouteDef]:
    """Every path."""
    return [
        web.get("/simulator/journal", journal),
        web.delete("/simulator/journal", clear_journal),
        web.post("/simulator/faults", add_faults),
        web.get("/simulator/faults", list_faults),
        web.delete("/simulator/faults", clear_faults),
        web.get("/simulator/behaviour", behave),
        web.post("/simulator/behaviour", behave),
        web.post("/simulator/clock", advance),
        web.post("/simulator/reset", reset),
    ]


async def body_of(request: web.Request) -> JSON:
    """The object that was sent. Raises HTTPBadRequest."""
    if not request.can_read_body:
        return {}
    body = await request.json()
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="an object is expected")
    return body


def _change(behaviour: Behaviour, changes: dict[str, Any]) -> None:
    """Statuses arrive as words. Raises HTTPBadRequest for an unknown name."""
    for name, value in changes.items():
        if not hasattr(behaviour, name):
            raise web.HTTPBadRequest(text=f"no behaviour named {name}")
        setattr(behaviour, name, CallStatus(value) if name.endswith("_status") else value)
