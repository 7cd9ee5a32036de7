"""The company's pages in a real browser: what its people see of their calls, by day and by night, by mouse and by key.

With CC_SHOTS=<folder> every page that a test looks at is kept there as a picture.
"""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import close_old_connections
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from campaigns.records import services as records
from campaigns.records.types import Direction, Event, EventKind, Outcome
from cc_saas.lib.clock import now
from cc_saas.lib.tenancy import in_tenant
from tenants.accounts.services import add_member, create_user
from tenants.accounts.types import Role
from tenants.directory.models import Tenant
from tenants.directory.services import create_company

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
SHOTS = os.environ.get("CC_SHOTS", "")
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
CALLERS = ("+995555012093", "+74950000142", "+442079460311", "+4915112345678", "")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def aside(work: Callable[[], Any]) -> Any:
    """Touch the database in a thread of its own: Playwright keeps an event loop running in this one."""
    with ThreadPoolExecutor(1, initializer=close_old_connections) as pool:
        return pool.submit(work).result()


def write_call(
    *, at: datetime, outcome: Outcome | None, caller: str = CALLERS[0], talk_time: int = 134, note: str = ""
) -> UUID:
    """One call of the present company; without an outcome it is still waiting."""
    call_id = uuid4()
    records.open_record(
        call_id=call_id,
        direction=Direction.INBOUND,
        caller=caller,
        called="+995322000120",
        language="ru",
        line="Repairs line",
        now=at,
    )
    told: list[tuple[int, EventKind, str, dict[str, object]]] = [
        (0, EventKind.ARRIVED, "", {"line": "Repairs line"}),
        (18, EventKind.QUEUED, "", {"queue": "Repairs", "position": 3}),
    ]
    if outcome is Outcome.ANSWERED:
        told += _answered(call_id, at, talk_time)
    elif outcome is Outcome.VOICEMAIL:
        told += [(60, EventKind.VOICEMAIL_OFFERED, "", {}), (95, EventKind.VOICEMAIL_LEFT, "", {"duration": 31})]
    elif outcome is not None:
        told += [(64, EventKind.HUNG_UP, "", {"by": "CALLER" if outcome is Outcome.ABANDONED else "SYSTEM"})]
    records.add_events(
        Event(call_id=call_id, kind=kind, at=at + timedelta(seconds=second), actor=actor, details=details)
        for second, kind, actor, details in told
    )
    if outcome is not None:
        _end(call_id, at, outcome, talk_time, note)
    return call_id


def _answered(call_id: UUID, at: datetime, talk_time: int) -> list[tuple[int, EventKind, str, dict[str, object]]]:
    records.answer(
        call_id=call_id,
        operator_id=uuid4(),
        operator_name="Olga",
        queue_name="Repairs in Russian",
        wait_time=41,
        ring_time=6,
        now=at + timedelta(seconds=59),
    )
    hold, end = 59 + talk_time, 59 + talk_time + 38 + 62
    return [
        (41, EventKind.OFFERED, "Tamar", {}),
        (41, EventKind.RINGING, "Tamar", {}),
        (53, EventKind.MISSED, "Tamar", {}),
        (53, EventKind.OFFERED, "Olga", {}),
        (53, EventKind.RINGING, "Olga", {}),
        (59, EventKind.ANSWERED, "Olga", {}),
        (80, EventKind.QUESTION_READ, "Olga", {"question": "The boiler shows E4"}),
        (hold, EventKind.HELD, "Olga", {}),
        (hold + 4, EventKind.TRANSFER_STARTED, "Olga", {"name": "Giorgi Beridze"}),
        (hold + 38, EventKind.RESUMED, "Olga", {}),
        (end, EventKind.HUNG_UP, "", {"by": "CALLER"}),
        (end + 45, EventKind.DISPOSED, "Olga", {"disposition": "Repair, urgent"}),
        (end + 45, EventKind.CLOSED, "", {}),
    ]


def _end(call_id: UUID, at: datetime, outcome: Outcome, talk_time: int, note: str) -> None:
    spoke = outcome is Outcome.ANSWERED
    length = 59 + talk_time + 100 if spoke else 95
    records.finish(
        call_id=call_id,
        outcome=outcome,
        now=at + timedelta(seconds=length),
        wait_time=41 if spoke else 46,
        ring_time=6,
        talk_time=talk_time + 62 if spoke else 0,
        hold_time=38 if spoke else 0,
    )
    if outcome is Outcome.VOICEMAIL:
        sid = f"RE{call_id.hex}"
        records.keep_voicemail(call_id=call_id, recording_sid=sid, duration=31, now=at + timedelta(seconds=95))
        records.store_voicemail(recording_sid=sid, content=b"RIFF", now=at + timedelta(seconds=99))
    records.close(
        call_id=call_id,
        now=at + timedelta(seconds=length + (45 if spoke else 0)),
        wrap_up_time=45 if spoke else 0,
        disposition=("repair", "Repair, urgent") if spoke else None,
        note=note,
    )


def write_month(company: Tenant) -> UUID:
    """A month of calls, the last of them minutes ago; the id of one that was answered and has a note."""
    chance, present = random.Random(7), now()
    outcomes = [Outcome.ANSWERED] * 12 + [Outcome.ABANDONED, Outcome.MISSED, Outcome.VOICEMAIL]
    with in_tenant(company):
        for _call in range(60):
            at = present - timedelta(minutes=chance.expovariate(1 / 6000) + 70)
            write_call(
                at=at, outcome=chance.choice(outcomes), caller=chance.choice(CALLERS), talk_time=chance.randint(30, 400)
            )
        write_call(at=present - timedelta(minutes=47), outcome=Outcome.ABANDONED, caller="")
        write_call(at=present - timedelta(minutes=33), outcome=Outcome.VOICEMAIL, caller=CALLERS[2])
        write_call(at=present - timedelta(minutes=26), outcome=Outcome.MISSED, caller=CALLERS[3])
        note = "Smell of gas in the kitchen after the boiler was installed. Gas is turned off, windows are open."
        return write_call(at=present - timedelta(minutes=12), outcome=Outcome.ANSWERED, note=note)


@pytest.fixture
def company(transactional_db: None, settings: Any, tmp_path: Path) -> Tenant:
    settings.CC_DATA_DIR = tmp_path
    return create_company(
        slug="borealis", name="Borealis Appliances", language="en", timezone="Asia/Tbilisi", colour="#0f4c46"
    )[0]


@pytest.fixture
def session(company: Tenant) -> str:
    """The key of an owner's session on the company's host."""
    user, _new = create_user(email="nino@borealis.test", name="Nino Kobakhidze", password="a long enough secret")
    add_member(user=user, role=Role.OWNER, tenant_id=company.pk)
    client = Client(headers={"host": company.host})
    client.force_login(user)
    stored = client.session
    stored["company_id"] = company.pk
    stored.save()
    return str(stored.session_key)


@pytest.fixture
def chromium(session: str, live_server: Any) -> Iterator[Browser]:
    """Started after all rows are there and stopped before they go."""
    path = os.environ.get("CC_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass(frozen=True)
class Reader:
    """A signed-in person's browser, and where the company's pages are."""

    browser: Browser
    base: str
    session: str

    def look(self, path: str, *, narrow: bool = False, dark: bool = False, language: str = "en-GB") -> Page:
        """Open a page; whatever the content policy or a script complains of fails the test."""
        context = self.browser.new_context(
            viewport=NARROW if narrow else WIDE, color_scheme="dark" if dark else "light", locale=language
        )
        context.add_cookies([{"name": "cc_session", "value": self.session, "url": self.base}])
        page = context.new_page()
        page.on("console", lambda said: complain(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complain(str(error)))
        page.goto(self.base + path)
        page.wait_for_load_state("networkidle")
        return page


def complain(text: str) -> None:
    raise AssertionError(text)


@pytest.fixture
def reader(chromium: Browser, company: Tenant, session: str, live_server: Any) -> Reader:
    port = live_server.url.rpartition(":")[2]
    return Reader(browser=chromium, base=f"http://{company.host}:{port}", session=session)


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def check_access(page: Page) -> None:
    """axe-core finds nothing to complain of."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run().then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))")
    assert found == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_pages_are_readable_by_everybody(company: Tenant, reader: Reader, narrow: bool, dark: bool) -> None:
    call_id = aside(lambda: write_month(company))
    look = f"{'390' if narrow else '1440'}-{'dark' if dark else 'light'}"
    for name, path in {
        "calls-today": "/calls/",
        "calls-month": "/calls/?period=month",
        "calls-none": "/calls/?q=nobody",
        "call": f"/calls/{call_id}/",
    }.items():
        page = reader.look(path, narrow=narrow, dark=dark)
        shoot(page, f"{name}-{look}")
        check_access(page)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow == 0, name
