"""The other end of the Voice SDK's wire ("pstream 1.6"), enough of it to register a device and ring it.

Frames are {"type", "version", "payload"}; a single newline is the heartbeat. The far end of a call is a page of the
test's own, so that media flow for real.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

VERSION = "1.6"
TOKEN_EXPIRED = {"code": 31205, "message": "JWT token expired"}


@dataclass
class Signalling:
    """`refused` tokens are answered as expired; `life` is how long a token lives, in seconds."""

    refused: set[str] = field(default_factory=set)
    life: int = 3600
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    _socket: web.WebSocketResponse | None = None

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """One device."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._socket = socket
        async for message in socket:
            if message.data != "\n":
                await self._take(json.loads(message.data))
        return socket

    async def ring(self, *, call: str, offer: str) -> None:
        """An incoming call with the far end's offer."""
        parameters = {"CallSid": call, "From": "+74950000142", "To": "client:op_olga", "Params": "offer=7f2c"}
        await self._tell("invite", {"callsid": call, "sdp": offer, "parameters": parameters})

    async def cancel(self, *, call: str) -> None:
        """The caller gave up."""
        await self._tell("cancel", {"callsid": call})

    async def hang_up(self, *, call: str) -> None:
        """The far end is over."""
        await self._tell("hangup", {"callsid": call})

    async def drop(self) -> None:
        """The network is lost for a moment."""
        if self._socket is not None:
            await self._socket.close()

    def count(self, kind: str) -> int:
        """How often the device said this."""
        return sum(1 for said, _ in self.heard if said == kind)

    def last(self, kind: str) -> dict[str, Any] | None:
        """What came with it the last time."""
        return next((payload for said, payload in reversed(self.heard) if said == kind), None)

    async def _take(self, frame: dict[str, Any]) -> None:
        kind, payload = frame["type"], frame.get("payload") or {}
        self.heard.append((kind, payload))
        if kind == "listen":
            await self._listen(payload["token"])
        elif kind == "register":
            await self._tell("ready", {})
        elif kind == "answer":
            await self._tell("answer", {"callsid": payload["callsid"], "reconnect": "again"})

    async def _listen(self, token: str) -> None:
        if token in self.refused:
            await self._tell("error", {"error": TOKEN_EXPIRED})
            return
        identity = {"identity": "op_olga", "ttl": self.life}
        known = {"region": "us1", "edge": "ashburn", "home": "us1", "gateway": "test", "token": identity}
        await self._tell("connected", known)

    async def _tell(self, kind: str, payload: dict[str, Any]) -> None:
        assert self._socket is not None
        await self._socket.send_str(json.dumps({"type": kind, "version": VERSION, "payload": payload}))
