"""WS /phone: the telephone page. It dials as anybody, may answer telephones that are rung, and sees the journal."""

from aiohttp import web

from . import switchboard
from .call import Call
from .calls import CallUnknown
from .devices import party_frame
from .exchange import Exchange
from .journal import Entry
from .rest.app import exchange_of
from .sockets import Socket, open_socket
from .types import JSON

WITHHELD = "anonymous"


class Telephone:
    """An open phone page, as the endpoint of its legs."""

    is_browser = True

    def __init__(self, socket: Socket) -> None:
        """On its socket."""
        self._socket = socket

    def send(self, frame: JSON) -> None:
        """One frame for the page."""
        self._socket.send(frame)


async def phone_socket(request: web.Request) -> web.WebSocketResponse:
    """One phone page, from its opening to its end."""
    exchange = exchange_of(request)
    socket, response = await open_socket(request, exchange)
    phone = Telephone(socket)

    def write(entry: Entry) -> None:
        calls: list[str | None] = [*entry.calls]
        for call in calls or [None]:
            socket.send({"type": "journal", "call": call, "entry": entry.as_json()})

    async def take(frame: JSON) -> None:
        _take(exchange, phone, frame)

    exchange.phones.append(phone.send)
    exchange.journal.listeners.append(write)
    try:
        await socket.serve(take)
    finally:
        exchange.phones.remove(phone.send)
        exchange.journal.listeners.remove(write)
        _put_down(exchange, phone)
    return response


def _take(exchange: Exchange, phone: Telephone, frame: JSON) -> None:
    kind = frame.get("type")
    if kind == "dial":
        _dial(exchange, phone, frame)
        return
    call = _call(exchange, frame)
    if call is None:
        return
    if kind == "accept":
        _accept(exchange, phone, call)
    elif kind == "reject":
        switchboard.refuse(exchange, call, exchange.behaviour.reject_status)
    elif call.endpoint is phone:
        party_frame(exchange, call, frame)


def _dial(exchange: Exchange, phone: Telephone, frame: JSON) -> None:
    from_, to = str(frame.get("from") or WITHHELD), str(frame.get("to", ""))
    call = switchboard.arrive(exchange, from_=from_, to=to, endpoint=phone)
    phone.send({"type": "dialled", "call": call.sid, "from": from_, "to": to})
    phone.send({"type": "status", "call": call.sid, "status": call.status.value})


def _accept(exchange: Exchange, phone: Telephone, call: Call) -> None:
    ringing = exchange.registry.ringing(call.sid)
    if ringing is None or call.to.startswith("client:") or not ringing.answer(phone):
        phone.send({"type": "ended", "call": call.sid, "status": "not ringing"})
        return
    phone.send({"type": "answered", "call": call.sid})


def _call(exchange: Exchange, frame: JSON) -> Call | None:
    try:
        return exchange.calls.get(str(frame.get("call")))
    except CallUnknown:
        return None


def _put_down(exchange: Exchange, phone: Telephone) -> None:
    """A closed page hangs up."""
    for call in exchange.live_calls():
        if call.endpoint is phone:
            switchboard.hang_up(exchange, call)
