"""What the telephone's tests are played on: Chromium, a tiny product, the simulator, and eyes on each page."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize

from telephony.simulator.testing import RunningSimulator, configuration_for, running_simulator, serving
from tests.browser.looking import WIDE, check_access
from tests.browser.tabs import Tabs
from tools import chromium

STATIC = Path(__file__).resolve().parents[2] / "static"
FAKE_MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
SOUND_AT_ONCE = "--autoplay-policy=no-user-gesture-required"
LINE, OTHER_LINE, SPECIALIST = "+995322000120", "+442079460121", "+995599000177"
OPERATOR = "op_olga"

# A policy that is broken, and what the page complains about, are kept where a test can ask for them.
_EYES = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.broken.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""
# The default fake device beeps now and then: listen for longer than a second.
_LISTEN = """async () => {
  const stream = STREAM;
  const context = new AudioContext();
  await context.resume();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let loudest = 0;
  for (const end = Date.now() + 2000; Date.now() < end;) {
    analyser.getFloatTimeDomainData(samples);
    for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await context.close();
  return loudest;
}"""


# What arrives from the other party.
THEIRS = "(window.phone ?? window.softphone).connections[0].stream"


@contextmanager
def open_chromium(playwright: Playwright, *, microphone: bool = True) -> Iterator[Browser]:
    """A Chromium that may play sound, with a microphone that beeps or with none at all."""
    flags = [*chromium.FLAGS, SOUND_AT_ONCE, *(FAKE_MICROPHONE if microphone else [])]
    browser = playwright.chromium.launch(executable_path=str(chromium.ensure()), args=flags)
    try:
        yield browser
    finally:
        browser.close()


@dataclass
class Product:
    """A call centre of a few lines: the answers of its voice URL, and a page with a softphone."""

    url: str = ""
    documents: dict[str, str] = field(default_factory=dict)
    token: Callable[[], dict[str, str]] = dict
    answer_time: float = 0.0

    def app(self) -> web.Application:
        """Its doors."""
        app = web.Application()
        app.router.add_post("/hooks/{name}", self._document)
        app.router.add_get("/device", self._page)
        app.router.add_get("/token", self._token)
        app.router.add_static("/static", STATIC)
        app.router.add_static("/here", Path(__file__).parent / "pages")
        return app

    async def _document(self, request: web.Request) -> web.Response:
        if request.match_info["name"] == "voice" and self.answer_time:
            await asyncio.sleep(self.answer_time)
        body = f"<Response>{self.documents.get(request.match_info['name'], '')}</Response>"
        return web.Response(text=body, content_type="text/xml")

    async def _token(self, request: web.Request) -> web.Response:
        return web.json_response(self.token())

    async def _page(self, request: web.Request) -> web.Response:
        html = '<!doctype html><html lang="en"><title>Softphone</title><script type="module" src="/here/device.js"></script>'
        return web.Response(text=html, content_type="text/html")


@contextmanager
def open_stage(folder: Path) -> Iterator[tuple[RunningSimulator, Product]]:
    """The simulator with two numbers that ask the product."""
    product = Product()
    with serving(product.app()) as url:
        product.url = url
        configuration = configuration_for(folder, origins=frozenset({url}))
        with running_simulator(configuration, with_page=True) as simulator:
            simulator.buy(LINE, f"{url}/hooks/voice", FriendlyName="Borealis, Repairs")
            simulator.buy(OTHER_LINE, f"{url}/hooks/voice", FriendlyName="Acme, Hotline")
            device = simulator.url.replace("http", "ws") + "/device"
            product.token = lambda: {"token": simulator.token(OPERATOR), "device_url": device}
            yield simulator, product


def watched(context: BrowserContext) -> Page:
    """A page whose errors fail the test at `well`."""
    page = context.new_page()
    page.add_init_script(_EYES)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.errors = errors  # type: ignore[attr-defined]
    return page


def borrowed(
    tabs: Tabs, *, size: ViewportSize = WIDE, locale: str = "en-GB", script: str = "", site: str = ""
) -> Page:
    """The same in a tab that outlives the test, and brings nothing of one into the next."""
    errors: list[str] = []
    page = tabs.lend(
        size=size, locale=locale, script=_EYES + script, site=site, hear=errors.append, hears_console=False
    )
    page.errors = errors  # type: ignore[attr-defined]
    return page


def well(page: Page) -> None:
    """No script broke, no policy was broken, axe finds nothing, nothing hangs over the edge."""
    unbroken(page)
    check_access(page)


def unbroken(page: Page) -> None:
    """No script broke, and no policy was."""
    assert page.errors == []  # type: ignore[attr-defined]
    assert page.evaluate("window.broken") == []


def loudness_of(page: Page, stream: str) -> float:
    """The loudest sample of two seconds of a stream that the page has, 0 to 1."""
    return float(page.evaluate(_LISTEN.replace("STREAM", stream)))


def is_heard(page: Page, stream: str = THEIRS) -> bool:
    """Whether the other party arrives: the microphone only beeps now and then, and a busy machine takes its time."""
    return any(loudness_of(page, stream) > 0.1 for _ in range(4))


def falls_silent(page: Page, stream: str = THEIRS) -> bool:
    """Whether nothing arrives any more, once what was under way has been heard (a busy machine plays it late)."""
    return any(loudness_of(page, stream) < 0.01 for _ in range(4))


# Every connection of a page to another party, in the order in which they came.
_EARS = """
window.lines = [];
window.RTCPeerConnection = class extends window.RTCPeerConnection {
  constructor(...given) {
    super(...given);
    window.lines.push(this);
  }
};
window.voice = (place) => new MediaStream(window.lines[place].getReceivers().map((one) => one.track));
"""


def with_ears(page: Page) -> Page:
    """Let `voice(n)` of the page be the stream that arrives from the n-th party that it was connected with."""
    page.add_init_script(_EARS)
    return page


def until(page: Page, question: str, seconds: float = 20.0) -> Any:
    """Ask the page until the answer is true; Playwright's own way of waiting needs eval, which the policy forbids."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := page.evaluate(question):
            return answer
        page.wait_for_timeout(50)
    raise AssertionError(f"it did not come true in time: {question}")
