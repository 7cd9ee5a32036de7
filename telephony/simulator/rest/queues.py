"""Queues and their members."""

from aiohttp import web

from telephony.simulator import switchboard
from telephony.simulator.exchange import Exchange
from telephony.simulator.queues import DEFAULT_SIZE, MAX_SIZE, Member, Queue
from telephony.simulator.types import JSON, Source

from .app import created, exchange_of, gone, stamp, uri
from .errors import RestError, not_found
from .form import read_form
from .paging import META, page

CHANGED = frozenset({"FriendlyName", "MaxSize"})
REDIRECTED = frozenset({"Url", "Method"})
NAME_TAKEN, NOT_EMPTY, NO_URL = 22003, 22004, 21205


async def list_queues(request: web.Request) -> web.Response:
    """GET Queues."""
    exchange = exchange_of(request)
    return page(request, "queues", [render(exchange, q) for q in exchange.queues.all()])


async def create(request: web.Request) -> web.Response:
    """POST Queues."""
    exchange = exchange_of(request)
    form = await read_form(request, exchange, CHANGED)
    name = form.required("FriendlyName", 22001)
    if exchange.queues.named(name):
        raise RestError(400, NAME_TAKEN, f"Queue {name} exists already")
    queue = exchange.queues.open(name, max_size=form.number("MaxSize", DEFAULT_SIZE, least=1, most=MAX_SIZE))
    return created(render(exchange, queue))


async def fetch(request: web.Request) -> web.Response:
    """GET Queues/{sid}."""
    return web.json_response(render(exchange_of(request), _queue(request)))


async def update(request: web.Request) -> web.Response:
    """POST Queues/{sid}."""
    exchange, queue = exchange_of(request), _queue(request)
    form = await read_form(request, exchange, CHANGED)
    queue.friendly_name = form.text("FriendlyName", queue.friendly_name)
    queue.max_size = form.number("MaxSize", queue.max_size, least=1, most=MAX_SIZE)
    return web.json_response(render(exchange, queue))


async def delete(request: web.Request) -> web.Response:
    """DELETE Queues/{sid}: an empty one only."""
    queue = _queue(request)
    if queue.members:
        raise RestError(400, NOT_EMPTY, "Queue is not empty")
    exchange_of(request).queues.drop(queue)
    return gone()


async def list_members(request: web.Request) -> web.Response:
    """GET Queues/{sid}/Members."""
    exchange, queue = exchange_of(request), _queue(request)
    await read_form(request, exchange, META)
    return page(request, "queue_members", [render_member(exchange, queue, m) for m in queue.members])


async def fetch_member(request: web.Request) -> web.Response:
    """GET Queues/{sid}/Members/{call sid or Front}."""
    queue = _queue(request)
    return web.json_response(render_member(exchange_of(request), queue, _member(request, queue)))


async def redirect_member(request: web.Request) -> web.Response:
    """POST Queues/{sid}/Members/{call sid or Front}: out of the queue, and on to another document."""
    exchange, queue = exchange_of(request), _queue(request)
    form = await read_form(request, exchange, REDIRECTED)
    form.required("Url", NO_URL)
    member = _member(request, queue)
    body = render_member(exchange, queue, member)
    switchboard.follow(exchange, member.call, Source(url=form.url("Url"), method=form.method("Method")))
    return web.json_response(body)


def render(exchange: Exchange, queue: Queue) -> JSON:
    """The resource."""
    tail = f"Queues/{queue.sid}"
    return {
        "sid": queue.sid,
        "account_sid": exchange.configuration.account_sid,
        "friendly_name": queue.friendly_name,
        "current_size": len(queue.members),
        "average_wait_time": exchange.queues.average_wait(queue),
        "max_size": queue.max_size,
        "date_created": stamp(queue.created_at),
        "date_updated": stamp(queue.created_at),
        "uri": uri(exchange, f"{tail}.json"),
        "subresource_uris": {"members": uri(exchange, f"{tail}/Members.json")},
    }


def render_member(exchange: Exchange, queue: Queue, member: Member) -> JSON:
    """The resource; `position` begins at 1."""
    return {
        "queue_sid": queue.sid,
        "call_sid": member.call.sid,
        "date_enqueued": stamp(member.enqueued_at),
        "position": queue.position(member),
        "wait_time": int(exchange.queues.waited(member)),
        "uri": uri(exchange, f"Queues/{queue.sid}/Members/{member.call.sid}.json"),
    }


def _queue(request: web.Request) -> Queue:
    queue = exchange_of(request).queues.get(request.match_info["queue"])
    if queue is None:
        raise not_found(request)
    return queue


def _member(request: web.Request, queue: Queue) -> Member:
    key = request.match_info["member"]
    if key == "Front" and queue.members:
        return queue.members[0]
    member = next((m for m in queue.members if m.call.sid == key), None)
    if member is None:
        raise not_found(request)
    return member
