"""Tabs that outlive a test. A new one costs over a second of CPU (its process, its first compilation of every script, its
first painting); one that was washed costs a tenth of it.

A tab belongs to one site and waits on a page of it. Our pages go by themselves (Cross-Origin-Opener-Policy: same-origin),
so a tab that came to one from an empty page would begin another process, which has compiled nothing yet.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, ConsoleMessage, Frame, Page, ViewportSize

from tests.browser.looking import PATIENCE, Colors

Complain = Callable[[str], None]
Kind = tuple[str, str, str, str]
_REST = "/healthz"  # a page of every host of ours, which asks nobody


@dataclass
class _Tab:
    """A page alone in its context, and whoever hears what it complains of at present."""

    context: BrowserContext
    page: Page
    devtools: CDPSession
    rest: str
    hear: Complain
    hears_console: bool = True
    origins: set[str] = field(default_factory=set)

    def note(self, frame: Frame) -> None:
        """Where it has been."""
        there = urlsplit(frame.url)
        if there.scheme.startswith("http"):
            self.origins.add(f"{there.scheme}://{there.netloc}")

    def note_console(self, said: ConsoleMessage) -> None:
        """What it complains of there."""
        if said.type == "error" and self.hears_console:
            self.hear(said.text)

    def wash(self) -> None:
        """Nothing of one test is there for the next: no page, no cookie, no note kept by a script."""
        self.hear = _nobody
        self.page.unroute_all()
        self.context.set_offline(False)
        self.context.clear_cookies()
        self.page.goto(self.rest)
        while self.origins:  # Playwright's own way of doing it opens a further page
            what = {"origin": self.origins.pop(), "storageTypes": "all"}
            self.devtools.send("Storage.clearDataForOrigin", what)


@dataclass
class Tabs:
    """Of one browser. Tabs with a microphone turned off, or two of one person's, are no business of these."""

    browser: Browser
    _free: dict[Kind, list[_Tab]] = field(default_factory=dict)
    _lent: list[tuple[Kind, _Tab]] = field(default_factory=list)

    def lend(
        self,
        *,
        size: ViewportSize,
        colors: Colors = "light",
        cookies: dict[str, str] | None = None,
        site: str = "",
        locale: str = "en-GB",
        timezone: str = "",
        script: str = "",
        hear: Complain | None = None,
        hears_console: bool = True,
    ) -> Page:
        """A clean page until the end of the test. `cookies` are sessions by address; `site` is the address that the page
        is for, unless told that of the first cookie; `script` runs before those of each document; `hear` is told each
        complaint of a script and, unless told not to, of the console (the content policy).
        """
        site = site or next(iter(cookies or {}), "")
        kind = (site, locale, timezone, script)
        tab = self._free[kind].pop() if self._free.get(kind) else self._open(*kind)
        self._lent.append((kind, tab))
        tab.page.set_viewport_size(size)
        tab.page.emulate_media(color_scheme=colors, reduced_motion="no-preference")
        tab.context.add_cookies(
            [{"name": "cc_session", "value": key, "url": url} for url, key in (cookies or {}).items()]
        )
        tab.hear, tab.hears_console = hear or _nobody, hears_console
        return tab.page

    def contexts(self) -> list[BrowserContext]:
        """Those that stay."""
        return [tab.context for tabs in self._free.values() for tab in tabs]

    def take_back(self) -> None:
        """All that were lent; one that cannot be washed is not kept."""
        while self._lent:
            kind, tab = self._lent.pop()
            if not tab.page.is_closed():
                tab.wash()
                self._free.setdefault(kind, []).append(tab)

    def _open(self, site: str, locale: str, timezone: str, script: str) -> _Tab:
        context = self.browser.new_context(locale=locale, timezone_id=timezone or None)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        if script:
            page.add_init_script(script)
        rest = f"{site}{_REST}" if site else "about:blank"
        tab = _Tab(
            context=context, page=page, devtools=context.new_cdp_session(page), rest=rest, hear=_nobody
        )
        tab.page.on("framenavigated", tab.note)
        tab.page.on("console", tab.note_console)
        tab.page.on("pageerror", lambda error: tab.hear(str(error)))
        return tab


def _nobody(_complaint: str) -> None:
    """A page that nobody watches."""
