"""The softphone's adapter of the Voice SDK, with the real SDK in a real browser and a stand-in for Twilio's signalling."""

import asyncio
import itertools
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web
from playwright.sync_api import Page

from telephony.simulator.testing import serving

from .signalling import Signalling
from .stage import Product, borrowed, falls_silent, is_heard, until
from .tabs import Tabs

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("operator-browser")]

CALL = "CA" + "7" * 32
# The SDK knows only Twilio's hosts; its sockets are led here, whatever it dials.
_LED_HERE = """
const Real = window.WebSocket;
window.WebSocket = class extends Real {
  constructor(url, ...rest) {
    super(url.includes("twilio.com") ? `ws://${location.host}/signal` : url, ...rest);
  }
};
"""
_FAR_END = """async () => {
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
  window.far = new RTCPeerConnection();
  far.ontrack = ({ track }) => {
    window.arrived = new MediaStream([track]);
    // Chromium lets what arrives flow only where an element plays it.
    window.ear = new Audio();
    ear.srcObject = arrived;
    ear.play();
  };
  far.addTrack(microphone.getTracks()[0], microphone);
  await far.setLocalDescription();
  while (far.iceGatheringState !== "complete") await new Promise((resolve) => setTimeout(resolve, 20));
  return far.localDescription.sdp;
}"""


@dataclass
class Wire:
    """The stand-in, the address of its pages, and its event loop."""

    signalling: Signalling
    url: str
    loop: asyncio.AbstractEventLoop

    def do(self, work: Coroutine[Any, Any, None]) -> None:
        """On the server's own loop."""
        asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=5)


@pytest.fixture
def wire() -> Iterator[Wire]:
    signalling, numbers = Signalling(), itertools.count(1)
    product = Product(token=lambda: {"token": f"token-{next(numbers)}", "identity": "op_olga"})
    app = product.app()
    app.router.add_get("/signal", signalling.socket)
    loops: list[asyncio.AbstractEventLoop] = []

    async def note_loop(_: web.Application) -> None:
        loops.append(asyncio.get_running_loop())

    app.on_startup.append(note_loop)
    with serving(app) as url:
        yield Wire(signalling, url, loops[0])


def open_device(tabs: Tabs, wire: Wire) -> Page:
    page = open_tab(tabs)
    page.goto(f"{wire.url}/device?kind=twilio")
    until(page, _told("registered"))
    return page


def open_tab(tabs: Tabs) -> Page:
    """One that reaches nobody outside."""
    page = borrowed(tabs, script=_LED_HERE)
    page.route("https://**", lambda route: route.abort())
    return page


def _told(event: str) -> str:
    return f'(window.told ?? []).findLast((each) => each.event === "{event}")'


def test_it_registers_once(tabs: Tabs, wire: Wire) -> None:
    page = open_device(tabs, wire)
    page.evaluate("softphone.register()")
    page.evaluate("softphone.register()")
    page.wait_for_timeout(300)
    assert wire.signalling.count("register") == 1
    assert wire.signalling.last("listen") == {**(wire.signalling.last("listen") or {}), "token": "token-1"}


def test_a_call_rings_and_may_be_given_up(tabs: Tabs, wire: Wire) -> None:
    page = open_device(tabs, wire)
    wire.do(wire.signalling.ring(call=CALL, offer="v=0"))
    incoming = until(page, _told("incoming"))
    assert incoming["callSid"] == CALL
    assert incoming["from"] == "+74950000142"
    assert incoming["parameters"] == {"offer": "7f2c"}
    wire.do(wire.signalling.cancel(call=CALL))
    assert until(page, _told("ended"))["reason"] == "CANCELLED"


def test_a_call_may_be_declined(tabs: Tabs, wire: Wire) -> None:
    page = open_device(tabs, wire)
    wire.do(wire.signalling.ring(call=CALL, offer="v=0"))
    until(page, _told("incoming"))
    page.evaluate("softphone.reject()")
    assert until(page, _told("ended"))["reason"] == "REJECTED"
    assert _wait(page, lambda: wire.signalling.last("reject")) == {"callsid": CALL}


def test_the_far_end_hears_her_until_she_mutes(tabs: Tabs, wire: Wire) -> None:
    page = open_device(tabs, wire)
    far = open_tab(tabs)
    far.goto(f"{wire.url}/device?kind=none")
    wire.do(wire.signalling.ring(call=CALL, offer=far.evaluate(_FAR_END)))
    until(page, _told("incoming"))
    page.evaluate("softphone.accept()")
    answer = _wait(page, lambda: wire.signalling.last("answer"))
    far.evaluate("(sdp) => far.setRemoteDescription({ type: 'answer', sdp })", answer["sdp"])
    assert until(page, _told("accepted"))["callSid"] == CALL
    until(far, 'far.connectionState === "connected"')
    assert is_heard(far, "window.arrived")
    page.evaluate("softphone.mute(true)")
    assert until(page, _told("mute"))["muted"] is True
    assert falls_silent(far, "window.arrived")
    wire.do(wire.signalling.hang_up(call=CALL))
    assert until(page, _told("ended"))["reason"] == "HANG_UP"


def test_a_token_is_renewed_before_it_ends(tabs: Tabs, wire: Wire) -> None:
    wire.signalling.life = 61
    page = open_device(tabs, wire)
    wire.signalling.life = 3600
    _wait(page, lambda: (wire.signalling.last("listen") or {}).get("token") == "token-2")
    assert wire.signalling.count("register") == 1


def test_a_lost_network_and_an_expired_token_heal_by_themselves(tabs: Tabs, wire: Wire) -> None:
    page = open_device(tabs, wire)
    wire.signalling.refused = {"token-1"}
    wire.do(wire.signalling.drop())
    until(page, _told("unregistered"))
    _wait(page, lambda: (wire.signalling.last("listen") or {}).get("token") == "token-2", seconds=20)
    _wait(page, lambda: wire.signalling.count("register") == 2, seconds=20)
    page.wait_for_timeout(500)
    assert wire.signalling.count("register") == 2


def _wait(page: Page, probe: Any, seconds: float = 10.0) -> Any:
    """Let the page live while the stand-in is asked."""
    for _ in range(int(seconds / 0.05)):
        if found := probe():
            return found
        page.wait_for_timeout(50)
    raise AssertionError("it did not come true in time")
