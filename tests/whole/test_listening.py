"""Three browser windows: a caller, an operator, and a supervisor who listens, coaches and barges in. Real sound is heard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.looking import WIDE
from tests.browser.stage import falls_silent, is_heard, open_chromium, until, watched, well, with_ears
from tests.whole.product import Product

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("whole")]
PATIENCE = 30_000


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright, open_chromium(playwright) as chromium:
        yield chromium


def window(browser: Browser) -> Page:
    """A window of its own, with a microphone that beeps and ears on every line."""
    page = with_ears(watched(browser.new_context(viewport=WIDE, locale="en-GB")))
    page.set_default_timeout(PATIENCE)
    return page


def signed_in(browser: Browser, url: str, email: str, password: str) -> Page:
    page = window(browser)
    page.goto(url)
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.keyboard.press("Enter")
    return page


def connected(page: Page, parties: int) -> None:
    """Wait until sound may flow between this page and so many others."""
    until(page, f'lines.filter((one) => one.connectionState === "connected").length === {parties}', 30)


def conversation(product: Product, browser: Browser) -> tuple[Page, Page]:
    """Olga talks with somebody who has dialled the first number of the demo's telephone."""
    console = signed_in(browser, f"{product.url}/console/", "olga@desk.example", "demo-olga-desk")
    expect(console.locator("body")).to_have_attribute("data-moment", "idle", timeout=PATIENCE)
    console.keyboard.press("Alt+KeyR")  # whatever the story before this one has left her in
    expect(console.locator("#state")).to_contain_text("Ready", timeout=PATIENCE)
    phone = window(browser)
    phone.goto(product.simulator_url)
    call = phone.get_by_role("button", name="Call", exact=True)
    expect(call).to_be_enabled(timeout=PATIENCE)
    call.click()
    expect(console.locator("body")).to_have_attribute("data-moment", "ring", timeout=PATIENCE)
    console.wait_for_timeout(500)  # keys in the first 400 ms of a ring are meant for something else
    console.keyboard.press("F2")
    expect(console.locator("body")).to_have_attribute("data-moment", "talk", timeout=PATIENCE)
    connected(phone, 1)
    return console, phone


def test_a_supervisor_is_heard_by_whom_she_wants_to_be(product: Product, browser: Browser) -> None:
    console, phone = conversation(product, browser)
    floor = signed_in(browser, f"{product.url}/floor/", "irina@desk.example", "demo-irina-desk")
    floor.locator("#states button", has_text="Olga").click(timeout=PATIENCE)
    reason = floor.get_by_label("Reason, which the company can read")
    reason.fill("Her first week")
    well(floor)
    floor.locator("#drawer").get_by_role("button", name="Listen", exact=True).click()
    bar = floor.locator("#listening")
    expect(bar).to_contain_text("Nobody hears you.", timeout=PATIENCE)
    for page in (floor, console, phone):
        connected(page, 2)
    assert is_heard(floor, "voice(0)")
    assert is_heard(floor, "voice(1)")
    assert falls_silent(console, "voice(1)")
    assert falls_silent(phone, "voice(1)")
    expect(console.locator("[data-notice=coach]")).to_have_count(0)

    bar.get_by_role("button", name="Coach").click()
    expect(bar).to_contain_text("Only Olga hears you.", timeout=PATIENCE)
    expect(console.locator("[data-notice=coach]")).to_contain_text("Irina coaches you", timeout=PATIENCE)
    assert is_heard(console, "voice(1)")
    assert falls_silent(phone, "voice(1)")
    well(console)
    well(floor)

    bar.get_by_role("button", name="Barge in").click()
    expect(bar).to_contain_text("Everybody hears you", timeout=PATIENCE)
    assert is_heard(phone, "voice(1)")

    bar.get_by_role("button", name="Open the call").click()
    expect(floor.locator("#drawer")).to_contain_text("Her first week", timeout=PATIENCE)
    expect(floor.locator("#drawer .opened")).to_contain_text("What happened", timeout=PATIENCE)
    well(floor)
    floor.keyboard.press("Escape")
    bar.get_by_role("button", name="Leave").click()
    expect(bar).to_be_hidden(timeout=PATIENCE)
    connected(phone, 1)
    expect(console.locator("body")).to_have_attribute("data-moment", "talk")
    expect(console.locator("[data-notice=coach]")).to_have_count(0, timeout=PATIENCE)
    console.keyboard.press("Control+Shift+E")
    expect(console.locator("body")).to_have_attribute("data-moment", "wrapup", timeout=PATIENCE)
    console.keyboard.press("Alt+1")
    console.keyboard.press("Alt+Enter")
    expect(console.locator("body")).to_have_attribute("data-moment", "idle", timeout=PATIENCE)
