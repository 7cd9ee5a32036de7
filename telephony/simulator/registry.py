"""Who can be rung: registered devices by identity, and the legs that ring at this moment."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from .call import Call
from .types import JSON, CallStatus, Endpoint

MAX_DEVICES = 10


@dataclass(kw_only=True, eq=False)
class Device:
    """A softphone on its socket."""

    identity: str
    push: Callable[[JSON], None]

    is_browser = True

    def send(self, frame: JSON) -> None:
        """One frame for the page."""
        self.push(frame)


@dataclass(kw_only=True, eq=False)
class Ring:
    """A leg that rings, until somebody decides. `decided` carries None for an answer, else the final status."""

    call: Call
    devices: list[Device]
    decided: asyncio.Future[CallStatus | None]
    refused: set[int] = field(default_factory=set)

    def answer(self, endpoint: Endpoint | None) -> bool:
        """Somebody took it; False if it was decided already. None keeps the leg silent (driven over HTTP)."""
        if self.decided.done():
            return False
        if endpoint is not None:
            self.call.endpoint = endpoint
        self.decided.set_result(None)
        return True

    def refuse(self, status: CallStatus) -> None:
        """Nobody will take it."""
        if not self.decided.done():
            self.decided.set_result(status)


class Registry:
    """Devices and ringing legs."""

    def __init__(self) -> None:
        """Nobody is registered."""
        self._devices: list[Device] = []
        self._rings: dict[str, Ring] = {}

    def register(self, device: Device) -> None:
        """A device can be rung from now on."""
        self._devices.append(device)

    def unregister(self, device: Device) -> None:
        """A device is gone; a leg that rang on it alone keeps ringing until its timeout, as at Twilio."""
        if device in self._devices:
            self._devices.remove(device)

    def devices(self, identity: str | None = None) -> list[Device]:
        """All, or those of one identity (ten at most are rung)."""
        found = [d for d in self._devices if identity is None or d.identity == identity]
        return found if identity is None else found[-MAX_DEVICES:]

    def ring(self, call: Call, devices: list[Device]) -> Ring:
        """A leg begins to ring."""
        ring = Ring(call=call, devices=devices, decided=asyncio.get_running_loop().create_future())
        self._rings[call.sid] = ring
        return ring

    def ringing(self, sid: str) -> Ring | None:
        """The ring of a leg, None when it does not ring."""
        return self._rings.get(sid)

    def all_rings(self) -> list[Ring]:
        """Everything that rings."""
        return list(self._rings.values())

    def quiet(self, call: Call) -> None:
        """The leg rings no more."""
        self._rings.pop(call.sid, None)
