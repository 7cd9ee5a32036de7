"""What every REST door shares: the key of the exchange, sign-in, faults, and the journal."""

import asyncio
import base64
import binascii
import hmac
import re
import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from email.utils import format_datetime

from aiohttp import web

from telephony.simulator.exchange import Exchange
from telephony.simulator.faults import Fault, FaultKind, RestFault
from telephony.simulator.journal import FROM_PRODUCT
from telephony.simulator.types import JSON, Kind

from .errors import RestError, not_found

EXCHANGE = web.AppKey("exchange", Exchange)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PREFIX = "/2010-04-01/Accounts/"
CALL_SID = re.compile(r"CA[0-9a-f]{32}")
ROOM_SID = re.compile(r"CF[0-9a-f]{32}")
JOURNAL_TEXT = 4000


def exchange_of(request: web.Request) -> Exchange:
    """The exchange of this server."""
    return request.app[EXCHANGE]


def uri(exchange: Exchange, tail: str) -> str:
    """A relative URI of the account, e.g. uri(x, "Calls/CA1.json")."""
    return f"{PREFIX}{exchange.configuration.account_sid}/{tail}"


def stamp(moment: datetime | None) -> str | None:
    """RFC 2822, null when there is none."""
    return format_datetime(moment) if moment else None


@web.middleware
async def rest_door(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Sign-in, faults and the journal around every REST request; other paths pass."""
    if not request.path.startswith(PREFIX):
        return await handler(request)
    started = time.monotonic()
    try:
        response = await _faulted(request, handler)
    except RestError as error:
        response = error.response()
    except web.HTTPNotFound:
        response = not_found(request).response()
    except web.HTTPMethodNotAllowed:
        response = RestError(405, 20004, "Method not allowed").response()
    await _journal(request, response, started)
    return response


async def _faulted(request: web.Request, handler: Handler) -> web.StreamResponse:
    exchange = exchange_of(request)
    _sign_in(request, exchange)
    await request.read()  # before any delay: a client that gives up meanwhile has asked all the same
    faults = exchange.faults.take(FaultKind.REST, request.path, request.method)
    for fault in faults:
        await _slow_down(fault, RestFault.LATENCY)
        _refuse(fault, RestFault.FAIL_BEFORE)
    response = await handler(request)
    for fault in faults:
        await _slow_down(fault, RestFault.LATENCY_AFTER)
        _refuse(fault, RestFault.FAIL_AFTER)
    response.headers["Twilio-Request-Id"] = exchange.sids.new("RQ")
    return response


async def _slow_down(fault: Fault, when: RestFault) -> None:
    """Latency is real time: the product's client waits in real time too."""
    if fault.action is when:
        await asyncio.sleep(fault.seconds)


def _refuse(fault: Fault, when: RestFault) -> None:
    if fault.action is when:
        code = 20429 if fault.status == 429 else fault.code
        raise RestError(fault.status, code, "Too Many Requests" if fault.status == 429 else "Switched fault")


def _sign_in(request: web.Request, exchange: Exchange) -> None:
    """Basic auth with the account's token or the API key. Raises RestError 20003, 20404."""
    configuration = exchange.configuration
    name, secret = _credentials(request)
    pairs = {
        configuration.account_sid: configuration.auth_token,
        configuration.api_key_sid: configuration.api_key_secret,
    }
    known = pairs.get(name, "")
    if not known or not hmac.compare_digest(known.encode(), secret.encode()):
        raise RestError(401, 20003, "Authenticate")
    if request.path.removeprefix(PREFIX).partition("/")[0].removesuffix(".json") != configuration.account_sid:
        raise not_found(request)


def _credentials(request: web.Request) -> tuple[str, str]:
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, secret = base64.b64decode(value).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, secret


async def _journal(request: web.Request, response: web.StreamResponse, started: float) -> None:
    form = {} if request.method == "GET" else {k: str(v) for k, v in (await request.post()).items()}
    body = _words(response)
    level = "info" if response.status < 400 else "error"
    exchange_of(request).journal.write(
        kind=Kind.REST,
        direction=FROM_PRODUCT,
        summary=f"{request.method} {_tail(request)}",
        calls=_calls(request, f"{request.path} {form} {body}"),
        method=request.method,
        path=request.path,
        status=response.status,
        duration_ms=round((time.monotonic() - started) * 1000),
        request={"query": dict(request.query), "params": form},
        response={"body": body[:JOURNAL_TEXT]},
        level=level,
    )


def _words(response: web.StreamResponse) -> str:
    """The body, where it is text: a recording is not."""
    if not isinstance(response, web.Response) or response.content_type.startswith("audio/"):
        return ""
    return response.text or ""


def _tail(request: web.Request) -> str:
    return request.path.removeprefix(PREFIX).partition("/")[2]


def _calls(request: web.Request, text: str) -> list[str]:
    """The legs that a request is about: those it names, and those in the room that it names."""
    found = dict.fromkeys(CALL_SID.findall(text))
    exchange = exchange_of(request)
    for sid in ROOM_SID.findall(request.path):
        room = exchange.conferences.get(sid)
        found.update(dict.fromkeys(room.participants) if room else {})
    return list(found)


def gone(response_status: int = 204) -> web.Response:
    """The answer to a DELETE."""
    return web.Response(status=response_status)


def created(body: JSON) -> web.Response:
    """The answer to a create."""
    return web.json_response(body, status=201)
