"""People who are signed in, each with a browser of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test import Client
from playwright.sync_api import Page

from tenants.accounts.models import User
from tests.browser.looking import NARROW, WIDE
from tests.browser.tabs import Tabs


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

    tabs: Tabs
    base: str
    session: str

    complaints: list[str] = field(default_factory=list)

    def look(self, path: str, *, narrow: bool = False, dark: bool = False) -> Page:
        """Open a page; what the content policy or a script complains of is kept for `reader`'s end."""
        page = self.tabs.lend(
            size=NARROW if narrow else WIDE,
            colors="dark" if dark else "light",
            cookies={self.base: self.session},
            hear=self.complaints.append,
        )
        return self.turn(page, path)

    def turn(self, page: Page, path: str) -> Page:
        """Go on to another page in the same tab."""
        page.goto(self.base + path, wait_until="networkidle")
        return page
