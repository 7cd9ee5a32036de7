"""An operator without a browser: REST with her key, and her softphone answered over the simulator's HTTP."""

import asyncio
import json
import logging
import threading
from typing import Any

import requests
import websockets

from tests.whole.product import JSON, Product, until

# A socket whose server was killed tries again for ever; nobody wants to read of each time.
logging.getLogger("websockets.client").setLevel(logging.WARNING)


class Operator:
    """One operator of the running product. Her legs ring at a telephone number, which the simulator answers."""

    def __init__(self, product: Product, *, name: str, companies: str, languages: str = "en,ru,ka") -> None:
        self._product = product
        slug = name.lower()
        self.address = f"+1415555{abs(hash(slug)) % 10000:04d}"
        made = product.command(
            "create_operator", "--email", f"{slug}@whole.example", "--name", name,
            "--password", f"{slug}-at-the-desk", "--companies", companies, "--languages", languages,
            "--leg-address", self.address, "--new-token",
        )  # fmt: skip
        self.id: str = made["id"]
        self.headers = {"Authorization": f"Bearer {made['token']}"}

    def snapshot(self) -> JSON:
        """What her console shows."""
        return self._ask("GET", "snapshot/")

    def be(self, state: str) -> JSON:
        """Ask for a state with the longest lease."""
        return self._ask("PUT", "state/", {"state": state, "lease_seconds": 3600})

    def do(self, verb: str, **body: Any) -> JSON:
        """A command about her call."""
        call = self.snapshot()["call"]
        assert call is not None
        return self._ask("POST", f"calls/{call['id']}/{verb}/", body)

    def offer(self, *, within: float = 20.0) -> JSON:
        """Wait until her console rings."""
        found: JSON = until(lambda: self.snapshot()["offer"], within=within)
        return found

    def leg(self, *, within: float = 20.0) -> str:
        """Wait until her telephone rings; its call sid."""
        found: str = until(self._ringing, within=within)
        return found

    def answer(self) -> str:
        """Accept what rings."""
        sid = self.leg()
        self._product.simulator("POST", f"legs/{sid}/answer")
        return sid

    def hears(self) -> list[str]:
        """Her legs that are not over."""
        return [leg["sid"] for leg in self._legs() if leg["status"] in ("queued", "ringing", "in-progress")]

    def _ringing(self) -> str | None:
        ringing = [leg["sid"] for leg in self._legs() if leg["status"] == "ringing"]
        return ringing[0] if ringing else None

    def _legs(self) -> list[JSON]:
        return [leg for leg in self._product.simulator("GET", "calls")["calls"] if leg["to"] == self.address]

    def _ask(self, method: str, path: str, body: JSON | None = None) -> JSON:
        url = f"{self._product.url}/api/v1/console/{path}"
        answer = requests.request(method, url, headers=self.headers, json=body, timeout=20)
        answer.raise_for_status()
        found: JSON = answer.json()
        return found


class Caller:
    """Somebody who rings a company's number."""

    def __init__(self, product: Product, *, number: str, to: str) -> None:
        self._product = product
        self.number = number
        self.sid: str = product.simulator("POST", "calls", {"from": number, "to": to})["sid"]

    def show(self) -> JSON:
        """Where her line stands, and what she has heard."""
        return self._product.simulator("GET", f"calls/{self.sid}")

    def hang_up(self) -> None:
        """She hangs up."""
        self._product.simulator("POST", f"calls/{self.sid}/hangup")


class Socket:
    """A console's websocket, read in a thread."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        self.frames: list[JSON] = []
        self._url, self._headers = url, headers
        self._thread = threading.Thread(target=lambda: asyncio.run(self._read()), daemon=True)
        self._thread.start()

    async def _read(self) -> None:
        async for socket in websockets.connect(self._url, additional_headers=self._headers):
            try:
                async for text in socket:
                    self.frames.append(json.loads(text))
                    await socket.send('{"type": "alive"}')
            except websockets.ConnectionClosed:
                continue

    def kinds(self) -> list[str]:
        """The types of the frames so far."""
        return [frame["type"] for frame in self.frames]
