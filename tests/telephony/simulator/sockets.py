"""A browser's socket without a browser: keeps every frame that came, and sends."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp

PATIENCE = 15.0


class Page:
    """One open socket."""

    def __init__(self, loop: asyncio.AbstractEventLoop, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.frames: list[dict[str, Any]] = []
        self._loop = loop
        self._socket = socket
        self.reader: asyncio.Future[None] | None = None

    def send(self, **frame: Any) -> None:
        """One frame out."""
        asyncio.run_coroutine_threadsafe(self._socket.send_json(frame), self._loop).result(PATIENCE)

    def of(self, kind: str, **fields: Any) -> list[dict[str, Any]]:
        """The frames of a type with these fields, so far."""
        return [
            f
            for f in list(self.frames)
            if f["type"] == kind and all(f.get(name) == value for name, value in fields.items())
        ]

    def wait(self, kind: str, **fields: Any) -> dict[str, Any]:
        """The latest frame of a type; AssertionError when none comes."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if found := self.of(kind, **fields):
                return found[-1]
            time.sleep(0.01)
        raise AssertionError(f"no {kind} {fields} among {[f['type'] for f in self.frames]}")

    async def read(self) -> None:
        """Until the socket is closed."""
        async for message in self._socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                self.frames.append(message.json())


@contextmanager
def page(url: str, *, origin: str = "") -> Iterator[Page]:
    """A socket that is closed at the end of the block."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    session, opened = asyncio.run_coroutine_threadsafe(_open(loop, url, origin), loop).result(PATIENCE)
    try:
        yield opened
    finally:
        asyncio.run_coroutine_threadsafe(session.close(), loop).result(PATIENCE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        loop.close()


async def _open(loop: asyncio.AbstractEventLoop, url: str, origin: str) -> tuple[aiohttp.ClientSession, Page]:
    session = aiohttp.ClientSession()
    try:
        socket = await session.ws_connect(url, headers={"Origin": origin} if origin else {})
    except BaseException:
        await session.close()
        raise
    opened = Page(loop, socket)
    opened.reader = asyncio.ensure_future(opened.read())
    return session, opened
