"""The simulator inside a test: a server on a free port, in a thread of its own, and a driver that speaks HTTP."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
import requests
import urllib3
from aiohttp import web

from .config import Configuration
from .server import build

ACCOUNT_SID = "AC" + "0123456789abcdef" * 2
AUTH_TOKEN = "12345678901234567890123456789012"
API_KEY_SID = "SK" + "fedcba9876543210" * 2
API_KEY_SECRET = "a-secret-that-is-long-enough-for-hs256"
PATIENCE = 10.0
JSON = dict[str, Any]


@dataclass(frozen=True)
class RunningSimulator:
    """A driver: plays callers, parties and faults, and reads what happened."""

    url: str
    configuration: Configuration

    def get(self, path: str, **query: Any) -> JSON:
        """GET /simulator/<path>."""
        return self._ask("GET", path, fields=query)

    def post(self, path: str, body: Any = None) -> JSON:
        """POST /simulator/<path>."""
        return self._ask("POST", path, json=body or {})

    def rest(self, path: str, form: Any = None, *, method: str = "") -> requests.Response:
        """A REST request to the account, e.g. rest("Calls.json", {...})."""
        base = f"{self.url}/2010-04-01/Accounts/{self.configuration.account_sid}"
        auth = (self.configuration.account_sid, self.configuration.auth_token)
        verb = method or ("POST" if form is not None else "GET")
        return requests.request(verb, f"{base}/{path}", data=form, auth=auth, timeout=30)

    def buy(self, number: str, voice_url: str, **more: str) -> str:
        """Own a number; answers its sid."""
        form = {"PhoneNumber": number, "VoiceUrl": voice_url, **more}
        return str(self.rest("IncomingPhoneNumbers.json", form).json()["sid"])

    def call(self, to: str, from_: str = "+14155550142") -> str:
        """Somebody calls in; answers the call sid."""
        return str(self.post("calls", {"from": from_, "to": to})["sid"])

    def show(self, sid: str) -> JSON:
        """Where a leg stands."""
        return self.get(f"calls/{sid}")

    def press(self, sid: str, digits: str) -> None:
        """Keys."""
        self.post(f"calls/{sid}/digits", {"digits": digits})

    def hang_up(self, sid: str) -> None:
        """The party hangs up."""
        self.post(f"calls/{sid}/hangup")

    def answer(self, sid: str) -> None:
        """A rung party answers."""
        self.post(f"legs/{sid}/answer")

    def advance(self, seconds: float) -> None:
        """Push the virtual clock."""
        self.post("clock", {"advance": seconds})

    def fault(self, **switch: Any) -> None:
        """Turn a switch on."""
        self.post("faults", switch)

    def journal(self, call: str = "") -> list[JSON]:
        """Entries, oldest first."""
        return list(self.get("journal", call=call)["entries"])

    def heard(self, sid: str) -> list[str]:
        """What was said to a party, and the files played to it."""
        return [str(item.get("text") or item.get("url") or "") for item in self.show(sid)["heard"]]

    def ringing_leg(self, to: str) -> str:
        """Wait until a leg to this party rings; answers its sid."""
        return str(self.wait(lambda: [c for c in self._legs(to) if c["ringing"]])[0]["sid"])

    def wait(self, probe: Callable[[], Any], seconds: float = PATIENCE) -> Any:
        """Ask until the answer is true; AssertionError after so many real seconds."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = probe()
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError("it did not come true in time")

    def token(self, identity: str, seconds: int = 3600) -> str:
        """A Voice access token for a device."""
        now = int(time.time())
        claims = {
            "jti": f"{self.configuration.api_key_sid}-{now}",
            "iss": self.configuration.api_key_sid,
            "sub": self.configuration.account_sid,
            "nbf": now - 1 if seconds > 0 else now + seconds - 1,
            "exp": now + seconds,
            "grants": {"identity": identity, "voice": {"incoming": {"allow": True}}},
        }
        return jwt.encode(claims, self.configuration.api_key_secret, algorithm="HS256")

    def _legs(self, to: str) -> list[JSON]:
        return list(self.get("calls", live=1, to=to)["calls"])

    def _ask(self, method: str, path: str, **content: Any) -> JSON:
        address = f"{self.url}/simulator/{path}"
        response = _connections.request(method, address, **content)
        if response.status >= 400:
            raise requests.HTTPError(f"{response.status} for {method} {address}: {response.data.decode()}")
        return dict(response.json())


_connections = urllib3.PoolManager(maxsize=50, timeout=30, retries=False)
"""Kept, and without a session of `requests` around them, which costs more than the request itself."""


def configuration_for(data_dir: Path, **more: Any) -> Configuration:
    """A test's account."""
    known: JSON = {
        "account_sid": ACCOUNT_SID,
        "auth_token": AUTH_TOKEN,
        "api_key_sid": API_KEY_SID,
        "api_key_secret": API_KEY_SECRET,
        "data_dir": data_dir,
    }
    return Configuration(**{**known, **more})


@contextmanager
def running_simulator(configuration: Configuration, *, with_page: bool = False) -> Iterator[RunningSimulator]:
    """A simulator on a free port until the block ends. The page needs a set-up Django."""
    with serving(build(configuration, with_page=with_page)) as url:
        yield RunningSimulator(url=url, configuration=configuration)


@contextmanager
def serving(app: web.Application) -> Iterator[str]:
    """Any aiohttp application on a free port, in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    try:
        yield asyncio.run_coroutine_threadsafe(_start(runner), loop).result(timeout=PATIENCE)
    finally:
        asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(timeout=PATIENCE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=PATIENCE)
        loop.close()


async def _start(runner: web.AppRunner) -> str:
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    return f"http://127.0.0.1:{port}"
