"""People who are signed in, each with a browser of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page

from tenants.accounts.models import User
from tests.browser.looking import NARROW, PATIENCE, WIDE


def aside(work: Callable[[], Any]) -> Any:
    """Touch the database in a thread of its own: Playwright keeps an event loop running in this one."""

    def with_own_connection() -> Any:
        try:
            return work()
        finally:
            connection.close()  # back to the pool, which is small

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(with_own_connection).result()


def session_of(user: User, *, host: str = "localhost", company_id: int = 0) -> str:
    """The key of a new session on one host; 0 is the public one."""
    client = Client(headers={"host": host})
    client.force_login(user, backend="tenants.accounts.backends.MembershipBackend")
    stored = client.session
    stored["company_id"] = company_id
    stored.save()
    return str(stored.session_key)


@dataclass(frozen=True)
class Reader:
    """A signed-in person's browser, and where the company's pages are."""

    browser: Browser
    base: str
    session: str

    complaints: list[str] = field(default_factory=list)

    def look(self, path: str, *, narrow: bool = False, dark: bool = False) -> Page:
        """Open a page; what the content policy or a script complains of is kept for `reader`'s end."""
        context = self.browser.new_context(
            viewport=NARROW if narrow else WIDE, color_scheme="dark" if dark else "light", locale="en-GB"
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "cc_session", "value": self.session, "url": self.base}])
        page = context.new_page()
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(self.base + path)
        page.wait_for_load_state("networkidle")
        return page
