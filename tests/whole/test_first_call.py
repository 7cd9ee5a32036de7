"""Two browser windows: a caller on the telephone's page, an operator on the console's."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.stage import is_heard, open_chromium, watched, well
from tests.whole.product import Product, until

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("whole")]
ANNA = "+74950000142"


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, open_chromium(playwright) as chromium:
        yield chromium


def sign_in(page: Page, url: str, email: str, password: str) -> None:
    """Sign in on the page where `url` leads."""
    page.goto(url)
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.keyboard.press("Enter")


def hears(page: Page, question: str) -> None:
    """The caller's browser plays it."""
    until(lambda: page.evaluate(question), within=10)


def test_the_right_operators_screen_pops_and_they_talk(product: Product, browser: Browser) -> None:
    console = watched(browser.new_context(viewport={"width": 1440, "height": 900}))
    sign_in(console, f"{product.url}/console/", "olga@desk.example", "demo-olga-desk")
    expect(console.locator("body")).to_have_attribute("data-moment", "idle")
    console.get_by_role("button", name="Offline").click()
    console.get_by_role("menuitem", name="Ready").click()
    expect(console.get_by_role("button", name="Ready").first).to_be_visible()

    phone = watched(browser.new_context(viewport={"width": 1440, "height": 900}))
    phone.goto(product.simulator_url)
    phone.get_by_role("button", name="Call", exact=True).click()
    hears(phone, "window.phone.playing.includes('ringback-ru')")

    expect(console.locator("body")).to_have_attribute("data-moment", "ring")
    expect(console.get_by_text("Вас приветствует справочная служба Philips, здравствуйте!")).to_be_visible()
    expect(console.get_by_text(_number(ANNA)).first).to_be_visible()
    asked = _most_asked(console)
    console.wait_for_timeout(500)  # keys in the first 400 ms of a ring are meant for something else
    console.keyboard.press("F2")

    expect(console.locator("body")).to_have_attribute("data-moment", "talk")
    hears(phone, "Boolean(window.phone.connections[0]?.stream)")
    assert is_heard(phone), "the caller does not hear the operator"
    console.get_by_role("link", name=asked).first.click()
    expect(console.get_by_role("heading", name=asked)).to_be_visible()
    well(console)

    console.keyboard.press("Control+Shift+E")
    expect(console.locator("body")).to_have_attribute("data-moment", "wrapup")
    console.keyboard.press("Alt+1")
    console.keyboard.press("Alt+Enter")
    expect(console.locator("body")).to_have_attribute("data-moment", "idle")
    expect(console.get_by_role("button", name="Ready").first).to_be_visible()

    assert "Anna" not in console.inner_text("body")
    in_list = _first_call(browser, product, "philips", "owner@philips.example", "demo-philips-owner")
    assert ANNA in _digits(in_list)
    not_in_list = _first_call(browser, product, "hewlett_packard", "owner@hp.example", "demo-hp-owner")
    assert ANNA not in _digits(not_in_list)


def _most_asked(console: Page) -> str:
    """What callers ask most, read off the ring. Which question that is hangs on the week before the day of the test."""
    questions = console.get_by_role("region", name="Callers ask").get_by_role("listitem")
    expect(questions.first).to_be_visible()
    return questions.first.inner_text().strip()


def _first_call(browser: Browser, product: Product, slug: str, email: str, password: str) -> str:
    page = watched(browser.new_context(viewport={"width": 1440, "height": 900}))
    sign_in(page, f"{product.company_url(slug)}/calls/", email, password)
    expect(page.locator("main h1")).to_be_visible()
    well(page)
    return str(page.inner_text("main"))


def _digits(text: str) -> str:
    """The text without what numbers are spaced with."""
    return re.sub(r"[\s\u00a0\u2011-]", "", text)


def _number(e164: str) -> re.Pattern[str]:
    """The number as people read it, however it is spaced."""
    return re.compile(r"[\s\u00a0\u2011-]*".join(re.escape(digit) for digit in e164))
