"""The company's pages in a real browser: what its people see of their calls, by day and by night, by mouse and by key."""

import itertools
import random
import re
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import expect

from campaigns.records import services as records
from campaigns.records.types import Direction, Event, EventKind, Outcome
from cc_saas.lib.clock import now
from cc_saas.lib.tenancy import in_tenant
from tenants.accounts.models import User
from tenants.accounts.services import end_sessions
from tenants.directory.models import Tenant
from tests.browser.looking import COLORS, NARROW, WIDE, check_access, check_look, shoot
from tests.browser.readers import Reader, aside

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("company-browser"),
]

CALLERS = ("+995555012093", "+74950000142", "+442079460311", "+4915112345678", "")


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
        told += [
            (60, EventKind.VOICEMAIL_OFFERED, "", {}),
            (95, EventKind.VOICEMAIL_LEFT, "", {"duration": 31}),
        ]
    elif outcome is not None:
        told += [(64, EventKind.HUNG_UP, "", {"by": "CALLER" if outcome is Outcome.ABANDONED else "SYSTEM"})]
    records.add_events(
        Event(call_id=call_id, kind=kind, at=at + timedelta(seconds=second), actor=actor, details=details)
        for second, kind, actor, details in told
    )
    if outcome is not None:
        _end(call_id, at, outcome, talk_time, note)
    return call_id


def _answered(
    call_id: UUID, at: datetime, talk_time: int
) -> list[tuple[int, EventKind, str, dict[str, object]]]:
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
        wait_time=23 + talk_time % 31 if spoke else 46,
        ring_time=6,
        talk_time=talk_time + 62 if spoke else 0,
        hold_time=38 if spoke else 0,
    )
    if outcome is Outcome.VOICEMAIL:
        sid = f"RE{call_id.hex}"
        records.keep_voicemail(
            call_id=call_id, recording_sid=sid, duration=31, now=at + timedelta(seconds=95)
        )
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
                at=at,
                outcome=chance.choice(outcomes),
                caller=chance.choice(CALLERS),
                talk_time=chance.randint(30, 400),
            )
        write_call(at=present - timedelta(minutes=47), outcome=Outcome.ABANDONED, caller="")
        write_call(at=present - timedelta(minutes=33), outcome=Outcome.VOICEMAIL, caller=CALLERS[2])
        write_call(at=present - timedelta(minutes=26), outcome=Outcome.MISSED, caller=CALLERS[3])
        note = (
            "Smell of gas in the kitchen after the boiler was installed. Gas is turned off, windows are open."
        )
        return write_call(at=present - timedelta(minutes=12), outcome=Outcome.ANSWERED, note=note)


def test_pages_are_readable_by_everybody(company: Tenant, reader: Reader) -> None:
    call_id = aside(lambda: write_month(company))
    page = reader.look("/calls/")
    for name, path in {
        "calls-today": "/calls/",
        "calls-month": "/calls/?period=month",
        "calls-none": "/calls/?q=nobody",
        "call": f"/calls/{call_id}/",
    }.items():
        reader.turn(page, path)
        for size, colors in itertools.product((WIDE, NARROW), COLORS):
            check_look(page, name, size, colors)


def test_a_new_company_is_told_what_will_be_here(reader: Reader) -> None:
    page = reader.look("/")
    shoot(page, "calls-first-1440-light")
    expect(page.get_by_role("heading", name="Your calls will be shown here")).to_be_visible()
    check_access(page)


def test_a_call_appears_lives_and_ends_before_ones_eyes(company: Tenant, reader: Reader) -> None:
    def ring() -> UUID:
        with in_tenant(company):
            return write_call(at=now() - timedelta(seconds=40), outcome=None)

    def answer_and_end() -> None:
        with in_tenant(company):
            at = now()
            records.finish(call_id=call_id, outcome=Outcome.ABANDONED, now=at, wait_time=44)
            records.add_event(call_id=call_id, kind=EventKind.HUNG_UP, at=at, by="CALLER")
            records.close(call_id=call_id, now=at)

    page = reader.look("/calls/?period=all")
    call_id = aside(ring)
    row = page.get_by_role("row").filter(has_text="+995 555 01 20 93")
    expect(row).to_contain_text("In progress")
    shoot(page, "calls-live-1440-light")
    row.get_by_role("link").focus()
    page.evaluate("() => { window.kept = document.querySelector('tbody tr'); }")
    page.wait_for_timeout(5000)
    assert page.evaluate("window.kept.isConnected"), "nothing changed, nothing was drawn again"
    aside(answer_and_end)
    expect(row).to_contain_text("Hung up waiting")
    assert page.evaluate("document.activeElement.id") == f"call-{call_id}", "the reader's place is kept"


def test_a_live_calls_page_tells_its_end(company: Tenant, reader: Reader) -> None:
    def ring() -> UUID:
        with in_tenant(company):
            return write_call(at=now() - timedelta(seconds=40), outcome=None)

    def hang_up() -> None:
        with in_tenant(company):
            at = now()
            records.finish(call_id=call_id, outcome=Outcome.ABANDONED, now=at, wait_time=44)
            records.add_event(call_id=call_id, kind=EventKind.HUNG_UP, at=at, by="CALLER")
            records.close(call_id=call_id, now=at)

    call_id = aside(ring)
    page = reader.look(f"/calls/{call_id}/")
    expect(page.get_by_text("In progress")).to_be_visible()
    shoot(page, "call-live-1440-light")
    aside(hang_up)
    expect(page.get_by_role("listitem").filter(has_text="The caller hung up")).to_be_visible()
    expect(page.locator("#live")).not_to_have_attribute("hx-get", "")
    assert page.locator("#live[hx-get]").count() == 0, "a closed call asks for no news"


def test_what_one_looks_for_stays_in_the_address(company: Tenant, reader: Reader) -> None:
    aside(lambda: write_month(company))
    page = reader.look("/calls/")
    page.get_by_role("searchbox").fill("7946 0311")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("match “7946 0311”")
    page.get_by_role("navigation", name="What came of them").get_by_role("link", name="Voicemail").click()
    expect(page).to_have_url(re.compile("q=7946\\+0311.*outcome=VOICEMAIL"))
    page.reload()
    for row in page.locator("tbody tr").all():
        expect(row).to_contain_text("+44 20 7946 0311")
        expect(row).to_contain_text("Voicemail")


def test_the_list_is_walked_by_arrows_and_opened_by_enter(company: Tenant, reader: Reader) -> None:
    aside(lambda: write_month(company))
    page = reader.look("/calls/?period=all")
    links = page.locator("tbody a")
    links.first.focus()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("+995 555 01 20 93, repair, urgent")


def test_older_calls_are_a_page_away_and_the_way_back_too(company: Tenant, reader: Reader) -> None:
    aside(lambda: write_month(company))
    page = reader.look("/calls/?period=all")
    first = page.locator("tbody a").first.get_attribute("id")
    page.get_by_role("link", name="Older calls").click()
    page.get_by_role("link", name="Newer calls").click()
    expect(page.locator("tbody a").first).to_have_attribute("id", str(first))


def test_a_message_can_be_played(company: Tenant, reader: Reader) -> None:
    def leave() -> UUID:
        with in_tenant(company):
            return write_call(at=now() - timedelta(minutes=5), outcome=Outcome.VOICEMAIL)

    page = reader.look(f"/calls/{aside(leave)}/")
    shoot(page, "call-voicemail-1440-light")
    check_access(page)
    source = page.locator("audio").get_attribute("src")
    assert (
        page.evaluate("(src) => fetch(src).then((r) => r.headers.get('content-type'))", source) == "audio/wav"
    )


def test_theme_and_language_are_the_readers_choice(company: Tenant, reader: Reader) -> None:
    call_id = aside(lambda: write_month(company))
    page = reader.look("/calls/")
    page.get_by_title("Theme").click()
    page.get_by_role("button", name="Dark").click()
    page.keyboard.press("Escape")
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    page.get_by_title("Language").click()
    page.get_by_role("button", name="Русский").click()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.lang") == "ru"
    shoot(page, "calls-today-1440-dark-ru")
    page.goto(f"{reader.base}/calls/{call_id}/")
    shoot(page, "call-1440-dark-ru")


def test_a_page_whose_session_has_ended_asks_to_sign_in(company: Tenant, reader: Reader) -> None:
    page = reader.look("/calls/")
    aside(lambda: end_sessions(user=User.objects.get()))
    expect(page.locator("input[type=password]")).to_be_visible()
    assert "next=/calls/" in page.url
