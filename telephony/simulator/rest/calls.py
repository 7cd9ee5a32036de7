"""Calls: create, list, fetch, update, delete."""

from aiohttp import web

from telephony.simulator import switchboard
from telephony.simulator.call import Call
from telephony.simulator.calls import CallUnknown
from telephony.simulator.exchange import Exchange
from telephony.simulator.numbers import is_e164, national
from telephony.simulator.types import JSON, CallbackPlan, CallEvent, CallStatus, Source

from .app import created, exchange_of, gone, stamp, uri
from .errors import RestError, not_found
from .form import CALL_EVENTS, Form, read_form
from .paging import page
from .parameters import CALL_CREATED, CALL_UPDATED, CALLS_LISTED

NO_TO, NO_FROM, NO_URL = 21201, 21603, 21205
BAD_TO, BAD_FROM, NOT_VERIFIED = 21217, 21212, 21210
NOT_IN_PROGRESS = 21220
TOO_LONG = 32018
MAX_TWIML = 4000
SUBRESOURCES = ("notifications", "recordings", "payments", "events", "siprec", "streams", "transcriptions")


async def create(request: web.Request) -> web.Response:
    """POST Calls."""
    exchange = exchange_of(request)
    form = await read_form(request, exchange, CALL_CREATED)
    source = _source(form)
    if source is None:
        raise RestError(400, NO_URL, "Url parameter is required")
    call = switchboard.dial(exchange, order(exchange, form), source)
    return created(render(exchange, call))


async def list_calls(request: web.Request) -> web.Response:
    """GET Calls."""
    exchange = exchange_of(request)
    form = await read_form(request, exchange, CALLS_LISTED)
    status = form.choice("Status", [s.value for s in CallStatus])
    rows = [
        render(exchange, c)
        for c in exchange.calls.all()
        if form.text("To") in ("", c.to)
        and form.text("From") in ("", c.from_)
        and form.text("ParentCallSid") in ("", c.parent_sid)
        and status in ("", shown_status(c))
    ]
    return page(request, "calls", rows)


async def fetch(request: web.Request) -> web.Response:
    """GET Calls/{sid}."""
    return web.json_response(render(exchange_of(request), call_of(request)))


async def update(request: web.Request) -> web.Response:
    """POST Calls/{sid}: another document, or the end."""
    exchange, call = exchange_of(request), call_of(request)
    form = await read_form(request, exchange, CALL_UPDATED)
    status = form.choice("Status", ["canceled", "completed"])
    source = _source(form)
    if not call.is_live:
        raise RestError(400, NOT_IN_PROGRESS, "Call is not in-progress. Cannot redirect.")
    _remember(form, call)
    if status:
        _finish(exchange, call, status)
    elif source is not None:
        _redirect(exchange, call, source)
    return web.json_response(render(exchange, call))


async def delete(request: web.Request) -> web.Response:
    """DELETE Calls/{sid}: the record of a finished leg."""
    call = call_of(request)
    if call.is_live:
        raise RestError(400, 20001, "Cannot delete call because it's still in progress")
    exchange_of(request).calls.forget(call)
    return gone()


def call_of(request: web.Request) -> Call:
    """The leg in the path. Raises RestError 20404."""
    try:
        return exchange_of(request).calls.get(request.match_info["sid"])
    except CallUnknown:
        raise not_found(request) from None


def order(exchange: Exchange, form: Form) -> switchboard.Order:
    """What to dial, from the parameters that Calls and Participants share. Raises RestError."""
    to, from_ = form.required("To", NO_TO), form.required("From", NO_FROM)
    if not _dialable(to):
        raise RestError(400, BAD_TO, f"Phone Number: {to} does not exist")
    if not _dialable(from_):
        raise RestError(400, BAD_FROM, f"Invalid From Number (caller ID): {from_}")
    _check_caller_id(exchange, form.text("CallerId") or from_, to)
    return switchboard.Order(
        from_=form.text("CallerId") or from_,
        to=to,
        plan=form.plan("StatusCallback", [CallEvent.COMPLETED], CALL_EVENTS),
        seconds=form.number("Timeout", 60, least=1, most=600),
        time_limit=form.number("TimeLimit", 14400, least=1, most=86400),
        fallback_url=form.url("FallbackUrl"),
        fallback_method=form.method("FallbackMethod"),
    )


def shown_status(call: Call) -> str:
    """`initiated` exists in webhooks alone: the resource stays `queued`."""
    return "queued" if call.status is CallStatus.INITIATED else call.status.value


def render(exchange: Exchange, call: Call) -> JSON:
    """The resource."""
    account = exchange.configuration.account_sid
    tail = f"Calls/{call.sid}"
    return {
        "sid": call.sid,
        "parent_call_sid": call.parent_sid,
        "account_sid": account,
        "to": call.to,
        "to_formatted": national(call.to),
        "from": call.from_,
        "from_formatted": national(call.from_),
        "phone_number_sid": call.phone_number_sid,
        "status": shown_status(call),
        "start_time": stamp(call.answered_at or call.started_at),
        "end_time": stamp(call.ended_at),
        "duration": str(call.seconds) if call.ended_at else None,
        "price": None,
        "price_unit": "USD",
        "direction": call.direction.value,
        "answered_by": None,
        "api_version": "2010-04-01",
        "forwarded_from": None,
        "group_sid": None,
        "caller_name": None,
        "annotation": None,
        "queue_time": str(call.queue_time_ms),
        "trunk_sid": None,
        "date_created": stamp(call.created_at),
        "date_updated": stamp(call.ended_at or call.answered_at or call.created_at),
        "uri": uri(exchange, f"{tail}.json"),
        "subresource_uris": {n: uri(exchange, f"{tail}/{n.capitalize()}.json") for n in SUBRESOURCES},
    }


def _source(form: Form) -> Source | None:
    """Url wins over Twiml. Raises RestError."""
    if form.text("Url"):
        return Source(url=form.url("Url"), method=form.method("Method"))
    twiml = form.text("Twiml")
    if len(twiml) > MAX_TWIML:
        raise RestError(400, TOO_LONG, "Twiml is longer than 4000 characters")
    return Source(twiml=twiml) if twiml else None


def _remember(form: Form, call: Call) -> None:
    if form.url("FallbackUrl"):
        call.fallback_url, call.fallback_method = form.url("FallbackUrl"), form.method("FallbackMethod")
    if form.url("StatusCallback") and "Url" in form:
        events = call.plan.events if call.plan else frozenset({CallEvent.COMPLETED.value})
        method = form.method("StatusCallbackMethod")
        call.plan = CallbackPlan(url=form.url("StatusCallback"), method=method, events=events)


def _finish(exchange: Exchange, call: Call, status: str) -> None:
    waits = call.status in (CallStatus.QUEUED, CallStatus.INITIATED, CallStatus.RINGING)
    if status == "canceled" and not waits:
        raise RestError(400, NOT_IN_PROGRESS, "Call is in progress. Cannot cancel.")
    switchboard.hang_up(exchange, call, by_rest=True)


def _redirect(exchange: Exchange, call: Call, source: Source) -> None:
    if call.status is not CallStatus.IN_PROGRESS and call.answered_at is None and call.direction != "inbound":
        raise RestError(400, NOT_IN_PROGRESS, "Call is not in-progress. Cannot redirect.")
    switchboard.follow(exchange, call, source)


def _check_caller_id(exchange: Exchange, from_: str, to: str) -> None:
    """Towards telephones only numbers of the account may be shown; a client is shown anything."""
    if is_e164(to) and exchange.behaviour.check_caller_id and exchange.numbers.find(from_) is None:
        raise RestError(400, NOT_VERIFIED, f"The source phone number provided, {from_}, is not yet verified")


def _dialable(text: str) -> bool:
    return is_e164(text) or text.partition(":")[0] in ("client", "sip", "app") or bad_or_short(text)


def bad_or_short(text: str) -> bool:
    """Short codes and words such as `anonymous` that a From may be."""
    return text.isalpha() or (text.isdigit() and len(text) <= 6)
