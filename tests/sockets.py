"""A websocket of a test, spoken in ASGI. (channels.testing cannot be imported without daphne, which nothing needs.)"""

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from asgiref.testing import ApplicationCommunicator

Headers = Iterable[tuple[bytes, bytes]]


class Socket:
    """One handshake and what follows it."""

    def __init__(self, application: Any, url: str, *, headers: Headers = ()) -> None:
        parts = urlsplit(url)
        scope = {
            "type": "websocket",
            "path": parts.path,
            "query_string": parts.query.encode(),
            "headers": list(headers),
            "subprotocols": [],
        }
        self._talk: Any = ApplicationCommunicator(application, scope)  # type: ignore[no-untyped-call]

    async def connect(self) -> bool:
        """Whether the server accepts."""
        await self._talk.send_input({"type": "websocket.connect"})
        told = await self._talk.receive_output(3)
        return bool(told["type"] == "websocket.accept")

    async def send(self, frame: Any) -> None:
        await self._talk.send_input({"type": "websocket.receive", "text": json.dumps(frame)})

    async def receive(self, *, wait_time: float = 3) -> dict[str, Any]:
        """The next ASGI message of the server. Raises TimeoutError."""
        told: dict[str, Any] = await self._talk.receive_output(wait_time)
        return told

    async def frame(self, *, wait_time: float = 3) -> Any:
        """The next frame, as JSON. Raises TimeoutError."""
        return json.loads((await self.receive(wait_time=wait_time))["text"])

    async def close(self) -> None:
        await self._talk.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._talk.wait()
