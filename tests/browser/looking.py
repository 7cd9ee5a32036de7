"""Looking at a page as its readers do: by day and by night, wide and narrow, and through a screen reader.

With CC_SHOTS=<folder> every page that a test looks at is kept there as a picture.
"""

import os
import time
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, ViewportSize

SHOTS = os.environ.get("CC_SHOTS", "")
WIDE: ViewportSize = {"width": 1440, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 60_000  # ms; a machine that does much else must not fail a page that is only late
Colors = Literal["light", "dark"]
COLORS: tuple[Colors, ...] = ("light", "dark")
# What was begun is waited for: the framework's own transitions go on where motion is not wanted.
_SETTLED = """() => Promise.allSettled(
  document.getAnimations().filter((each) => each instanceof CSSTransition).map((each) => each.finished))
  .then(() => true)"""
_MISSING_ICONS = """() => [...document.querySelectorAll("svg use")]
  .filter((use) => use.closest("svg").checkVisibility() && use.getBBox().width === 0)
  .map((use) => use.getAttribute("href"))"""
_AXE_SOURCE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")


def shoot(page: Page, name: str) -> None:
    """Keep a picture, if somebody wants to look."""
    if SHOTS:
        # With its caret left alone: hiding it would be an inline style, which the policy forbids.
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True, caret="initial")


def check_access(page: Page) -> None:
    """axe-core finds nothing to complain of, and nothing hangs over the edge."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE_SOURCE)
    found = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"
    )
    assert found == [], found
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def check_icons(page: Page) -> None:
    """Every picture that a page asks for is in its sprite. One just drawn is filled in a moment later."""
    until = time.monotonic() + PATIENCE / 1000
    while (missing := page.evaluate(_MISSING_ICONS)) and time.monotonic() < until:
        page.wait_for_timeout(100)
    assert missing == [], missing


def check_looks(page: Page, name: str) -> None:
    """A page wide by day and narrow by night; afterwards it has its size again, and it is day."""
    size = page.viewport_size or WIDE
    check_look(page, name, WIDE, "light")
    check_look(page, name, NARROW, "dark")
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="light")


def check_look(page: Page, name: str, size: ViewportSize, colors: Colors) -> None:
    """A page at one size and in one scheme: nothing stands out of it, and everybody can read it."""
    page.set_viewport_size(size)
    # Without motion: a colour on its way from light to dark has the contrast of neither.
    page.emulate_media(color_scheme=colors, reduced_motion="reduce")
    page.evaluate(_SETTLED)
    shoot(page, f"{name}-{size['width']}-{colors}")
    check_access(page)
    check_icons(page)
