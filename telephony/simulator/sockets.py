"""WebSocket plumbing: who may connect, and a queue so that nobody who tells a frame has to wait."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import WSMsgType, web

from .exchange import Exchange
from .types import JSON

HEARTBEAT = 20.0


def is_allowed(request: web.Request, exchange: Exchange) -> bool:
    """A page of this server or of the console; a client that is no browser sends no Origin."""
    origin = request.headers.get("Origin")
    if not origin:
        return True
    own = urlsplit(origin).netloc == request.host
    return own or origin_allowed(origin, exchange.configuration.origins)


def origin_allowed(origin: str, allowed: frozenset[str]) -> bool:
    """Exactly, or by an entry such as `http://*.localhost:8000`."""
    for entry in allowed:
        head, star, tail = entry.partition("*")
        if origin == entry or (star and origin.startswith(head) and origin.endswith(tail)):
            return True
    return False


class Socket:
    """One WebSocket: `send` never waits, `serve` reads until the end."""

    def __init__(self, socket: web.WebSocketResponse, open_sockets: set[web.WebSocketResponse]) -> None:
        """Around a prepared response; it stands in `open_sockets` while it is served."""
        self._socket = socket
        self._open = open_sockets
        self._outbox: asyncio.Queue[JSON] = asyncio.Queue()

    def send(self, frame: JSON) -> None:
        """Queue one frame."""
        self._outbox.put_nowait(frame)

    async def serve(self, take: Callable[[JSON], Awaitable[None]]) -> None:
        """Hand every frame to `take`, writing what is queued meanwhile."""
        writer = asyncio.ensure_future(self._write())
        self._open.add(self._socket)
        try:
            async for message in self._socket:
                frame = _frame(message.data) if message.type is WSMsgType.TEXT else None
                if frame is not None:
                    await take(frame)
        finally:
            writer.cancel()
            self._open.discard(self._socket)

    async def refuse(self, code: int, text: str) -> None:
        """One error frame, then close."""
        await self._socket.send_json({"type": "error", "code": code, "message": text})
        await self._socket.close()

    async def _write(self) -> None:
        while True:
            frame = await self._outbox.get()
            try:
                await self._socket.send_json(frame)
            except ConnectionError:
                return


async def open_socket(request: web.Request, exchange: Exchange) -> tuple[Socket, web.WebSocketResponse]:
    """Accept a socket. Raises HTTPForbidden for a foreign page."""
    if not is_allowed(request, exchange):
        raise web.HTTPForbidden(text="origin not allowed")
    response = web.WebSocketResponse(heartbeat=HEARTBEAT)
    await response.prepare(request)
    return Socket(response, exchange.sockets), response


def _frame(text: str) -> JSON | None:
    try:
        frame = json.loads(text)
    except ValueError:
        return None
    return frame if isinstance(frame, dict) else None
