"""One Chromium for all tests of a process that look at pages, each in contexts of its own; a company and its owner.

These tests are two groups of xdist's, by whose pages they look at. A process that begins with another kind of page starts a
browser, opens tabs and compiles scripts and templates that the next process has already.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright

from tenants.accounts.services import add_member, create_user
from tenants.accounts.types import Role
from tenants.directory.models import Tenant
from tenants.directory.services import create_company
from tests.browser.looking import PATIENCE
from tests.browser.readers import Reader, session_of
from tests.browser.stage import open_chromium
from tests.browser.tabs import Tabs


@pytest.fixture(scope="session")
def running_chromium() -> Iterator[tuple[Playwright, Browser, asyncio.AbstractEventLoop]]:
    """Started by the first test that asks for it."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright, open_chromium(playwright) as browser:
        loop = asyncio.get_running_loop()
        _say_who_runs(None)
        yield playwright, browser, loop
        _say_who_runs(loop)


@pytest.fixture(scope="session")
def _lasting_tabs(running_chromium: tuple[Playwright, Browser, asyncio.AbstractEventLoop]) -> Tabs:
    return Tabs(browser=running_chromium[1])


@pytest.fixture
def playwright(
    running_chromium: tuple[Playwright, Browser, asyncio.AbstractEventLoop], _lasting_tabs: Tabs
) -> Iterator[Playwright]:
    """Playwright, awake. Ask for it after the rows are there: while it is awake, its event loop counts as running in
    this thread, and Django refuses to query there. Between two tests it is asleep, and the thread is nobody's.
    """
    playwright, browser, loop = running_chromium
    _say_who_runs(loop)
    before = browser.contexts
    yield playwright
    _lasting_tabs.take_back()
    for context in browser.contexts:
        if context not in before and context not in _lasting_tabs.contexts():
            context.close()
    _say_who_runs(None)


@pytest.fixture
def chromium(
    playwright: Playwright, running_chromium: tuple[Playwright, Browser, asyncio.AbstractEventLoop]
) -> Browser:
    """The browser; what a test opens in it is closed after the test."""
    return running_chromium[1]


@pytest.fixture
def tabs(playwright: Playwright, _lasting_tabs: Tabs) -> Tabs:
    """Tabs to borrow; they are taken back after the test."""
    return _lasting_tabs


@pytest.fixture(scope="session")
def lasting_context(
    running_chromium: tuple[Playwright, Browser, asyncio.AbstractEventLoop],
) -> BrowserContext:
    """One context for tests that leave nothing behind."""
    _playwright, browser, loop = running_chromium
    _say_who_runs(loop)
    context = browser.new_context(timezone_id="Europe/Moscow", locale="en")
    _say_who_runs(None)
    return context


@pytest.fixture
def company(transactional_db: None, settings: Any, tmp_path: Path) -> Tenant:
    settings.CC_DATA_DIR = tmp_path
    return create_company(
        slug="borealis", name="Borealis Appliances", language="en", timezone="Asia/Tbilisi", colour="#0f4c46"
    )[0]


@pytest.fixture
def reader(company: Tenant, owners_session: str, live_server: Any, tabs: Tabs) -> Iterator[Reader]:
    """The company's owner, who complains of nothing."""
    port = live_server.url.rpartition(":")[2]
    reader = Reader(tabs=tabs, base=f"http://{company.host}:{port}", session=owners_session)
    yield reader
    assert reader.complaints == []


@pytest.fixture
def owners_session(company: Tenant) -> str:
    user, _new = create_user(
        email="nino@borealis.test", name="Nino Kobakhidze", password="a long enough secret"
    )
    add_member(user=user, role=Role.OWNER, tenant_id=company.pk)
    return session_of(user, host=company.host, company_id=company.pk)


def _say_who_runs(loop: asyncio.AbstractEventLoop | None) -> None:
    """Playwright's calls go to its own loop whatever is said here; it is others who ask."""
    asyncio._set_running_loop(loop)
