"""The floor in a real browser, over the real REST and database: read from afar, worked by mouse and by key.

No socket server runs here: the page asks every 2 seconds.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from agents.presence.models import Note, OperatorState
from agents.presence.types import State
from agents.roster import services as roster
from agents.roster.models import Operator
from cc_saas.lib.clock import now
from telephony.calls.models import Call, Leg
from telephony.calls.types import CallState, LegKind, LegState, ListenMode
from telephony.numbers.services import assign_number
from telephony.queues.models import Queue, QueueChange, QueueEntry
from telephony.queues.services import open_default_queue
from telephony.waits.models import Wait
from telephony.waits.types import WaitOutcome
from tenants.accounts.models import User
from tenants.accounts.services import add_member, create_user
from tenants.accounts.types import Role
from tenants.audit.services import Actor
from tenants.directory.models import Tenant
from tenants.leases import services as leases
from tenants.leases.types import Subject
from tests.browser.late import first_is_late
from tests.browser.looking import check_access, shoot
from tests.browser.readers import aside, session_of
from tests.browser.tabs import Tabs

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("operator-browser"),
]

BY_DAY = "if (location.protocol !== 'about:') localStorage.setItem('cc.floor.theme', 'light')"
WALL, DESK, PHONE = (1920, 1080), (1440, 900), (390, 844)
COMPANIES = (
    ("borealis", "Borealis, repairs", "ru"), ("vega", "Vega Insurance", "ka"), ("lime", "Lime Taxi", "ka"),
    ("orion", "Orion Bank", "en"), ("post", "Post Express", "ru"), ("marlow", "Marlow Dental", "en"),
)  # fmt: skip
STATES = (
    ("Sofia", State.READY, 65, ""), ("Mariam", State.READY, 40, ""), ("Levan", State.RESERVED, 4, ""),
    ("Olga", State.TALKING, 372, ""), ("Ana", State.TALKING, 320, ""), ("Nika", State.TALKING, 288, ""),
    ("Rusudan", State.TALKING, 100, ""), ("Davit", State.WRAP_UP, 161, ""), ("Giga", State.BREAK, 1330, "lunch"),
    ("Tamar", State.BREAK, 130, "missed-offers"),
)  # fmt: skip


@pytest.fixture
def supervisor(transactional_db: None) -> User:
    """Irina, and a floor in the middle of an afternoon."""
    user, _ = create_user(email="irina@desk.test", name="Irina", password="a long enough secret")
    add_member(user=user, role=Role.SUPERVISOR)
    companies = [_company(*one, place) for place, one in enumerate(COMPANIES)]
    for name, state, seconds, reason in STATES:
        _operator(name, state, seconds, reason, companies)
    for place, company in enumerate(companies):
        _past(company, place)
    for seconds in (102, 74, 51, 20):
        _waits(companies[0], seconds)
    _waits(companies[2], 16)
    return user


def _company(slug: str, name: str, language: str, place: int) -> Tenant:
    """A company without a schema: the floor reads none."""
    company = Tenant(
        slug=slug, schema_name=slug, name=name, language=language, timezone="UTC", colour="#0050a0",
        monogram=slug[0].upper(),
    )  # fmt: skip
    Tenant.objects.bulk_create([company])
    open_default_queue(tenant_id=company.pk, name="Hotline", language=language)
    assign_number(e164=f"+99532200012{place}", tenant_id=company.pk, now=now())
    return company


def _operator(name: str, state: State, seconds: int, reason: str, companies: list[Tenant]) -> None:
    user, _ = create_user(email=f"{name.lower()}@desk.test", name=name, password="a long enough secret")
    languages = ["ka", "en"] if name in ("Tamar", "Giga") else ["ru", "en"]
    operator, _ = roster.hire(user_id=user.pk, name=name, languages=languages, now=now())
    roster.clear(
        operator=operator, tenant_ids=[one.pk for one in companies if one.slug != "marlow"], now=now()
    )
    since = now() - timedelta(seconds=seconds)
    OperatorState.objects.create(
        operator=operator, state=state, since=since, reason=reason, idle_since=since,
        lease_until=now() + timedelta(hours=1), misses=3 if reason == "missed-offers" else 0,
        hand_since=now() - timedelta(seconds=48) if name == "Olga" else None,
        hand_note="Wants the manager" if name == "Olga" else "",
    )  # fmt: skip


def _past(company: Tenant, place: int) -> None:
    queue = Queue.objects.get(tenant=company)
    rows = []
    for step in range(90 - 10 * place):
        at = now() - timedelta(minutes=2.6 * step + place)
        wait = 34.0 if step % (4 + place) == 0 else 8.0
        outcome = WaitOutcome.ABANDONED if step % 23 == 5 else WaitOutcome.ANSWERED
        rows.append(
            Wait(
                call_id=uuid4(),
                tenant=company,
                queue_id=queue.pk,
                language=company.language,
                outcome=outcome,
                entered_at=at - timedelta(seconds=wait),
                settled_at=at,
                wait_time=wait,
            )
        )
    Wait.objects.bulk_create(rows)


def _waits(company: Tenant, seconds: int) -> None:
    at = now() - timedelta(seconds=seconds)
    call = Call.objects.create(
        tenant=company, carrier_sid=f"CA{uuid4().hex}", caller="+74950000142", called="+995322000120",
        language=company.language, state=CallState.WAITING, arrived_at=at, queued_at=at, heard_at=now(),
    )  # fmt: skip
    queue = Queue.objects.get(tenant=company)
    QueueEntry.objects.create(
        call=call, queue=queue, tenant=company, language=company.language, entered_at=at
    )


NUMBER = "+995322000125"
"""In the country of the companies' own numbers."""


class Wall:
    """Opens the floor, and keeps what the page complains of."""

    def __init__(self, *, tabs: Tabs, base: str, session: str) -> None:
        self._tabs, self._base, self._session = tabs, base, session
        self.complaints: list[str] = []

    def look(self, size: tuple[int, int], *, light: bool = False) -> Page:
        page = self._tabs.lend(
            size=ViewportSize(width=size[0], height=size[1]),
            cookies={self._base: self._session},
            locale="en",
            timezone="UTC",
            script=BY_DAY if light else "",
            hear=self._heard,
        )
        page.goto(f"{self._base}/floor/")
        expect(page.locator("#rows tr").first).to_be_visible()
        return page

    def _heard(self, text: str) -> None:
        if "WebSocket connection to" not in text:
            self.complaints.append(text)


@pytest.fixture
def irinas_session(supervisor: User) -> str:
    return session_of(supervisor)


@pytest.fixture
def wall(supervisor: User, live_server: Any, irinas_session: str, tabs: Tabs) -> Iterator[Wall]:
    port = live_server.url.rpartition(":")[2]
    wall = Wall(tabs=tabs, base=f"http://localhost:{port}", session=irinas_session)
    yield wall
    assert wall.complaints == []


@pytest.mark.parametrize("size", [WALL, DESK, PHONE], ids=["wall", "desk", "phone"])
def test_the_wall_is_readable_by_everybody(wall: Wall, size: tuple[int, int]) -> None:
    page = wall.look(size, light=size == DESK)
    expect(page.locator("[data-tile=waiting] b")).to_have_text("5")
    expect(page.locator("#rows tr").first).to_contain_text("Borealis")
    expect(page.locator("#hands")).to_contain_text("Olga asks for help")
    expect(page.locator("#uncovered")).to_contain_text("Marlow Dental")
    shoot(page, f"floor-{size[0]}")
    check_access(page)


def test_acts_by_keys_with_a_way_back(wall: Wall) -> None:
    page = wall.look(WALL)
    page.locator("#states button", has_text="Tamar").focus()
    page.keyboard.press("Enter")
    drawer = page.locator("#drawer")
    expect(drawer).to_contain_text("3 offers missed")
    shoot(page, "floor-operator")
    check_access(page)
    drawer.get_by_role("button", name="Make ready").click()
    expect(page.locator("#toast")).to_contain_text("Tamar: Ready")
    assert aside(lambda: _state("Tamar")) == ("READY", "floor")
    page.keyboard.press("Escape")
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(page.locator("#toast")).to_contain_text("Undone")
    assert aside(lambda: _state("Tamar")) == ("BREAK", "missed-offers")


def test_a_tile_opens_who_waits_and_what_can_be_done(wall: Wall) -> None:
    page = wall.look(DESK)
    page.locator("[data-tile=waiting]").click()
    expect(page.locator("#drawer .list > li")).to_have_count(5)
    shoot(page, "floor-waiting")
    check_access(page)
    with first_is_late(page, "**/waiting/") as late:
        old = late.answer()
        page.get_by_label("Give to").first.select_option(label="Sofia")
        expect(page.locator("#toast")).to_contain_text("kept for Sofia")
        expect(page.locator("#drawer .list")).to_contain_text("kept for Sofia")
        late.tell(old)
        assert "kept for Sofia" in page.locator("#drawer .list").inner_text()


def test_a_note_to_all_and_the_centre_down_take_words(wall: Wall) -> None:
    page = wall.look(DESK)
    page.get_by_role("button", name="Note to all").click()
    page.get_by_label("Note", exact=True).fill("Fire drill at noon")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#toast")).to_contain_text("Note sent to everybody.")
    assert aside(lambda: Note.objects.get().text) == "Fire drill at noon"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Centre down").click()
    go = page.get_by_role("button", name="Put the centre down")
    expect(go).to_be_disabled()
    page.get_by_label("Type DOWN to confirm.").fill("DOWN")
    go.click()
    expect(page.locator("#alarms")).to_contain_text("The centre is down")
    shoot(page, "floor-down")


def _state(name: str) -> tuple[str, str]:
    operator = Operator.objects.get(name=name)
    state = OperatorState.objects.get(operator=operator)
    return state.state, state.reason


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_bar_of_a_listener_is_for_everybody_and_left_by_key(
    wall: Wall, supervisor: User, size: tuple[int, int]
) -> None:
    leg_id = aside(lambda: _listens(supervisor))
    page = wall.look(size, light=size == DESK)
    bar = page.locator("#listening")
    expect(bar).to_contain_text("Nobody hears you.")
    expect(bar.get_by_role("button", name="Only listen")).to_have_attribute("aria-pressed", "true")
    shoot(page, f"floor-listening-{size[0]}")
    check_access(page)
    with first_is_late(page, "**/listen/", "PUT") as late:
        bar.get_by_role("button", name="Coach").click()
        assert late.first().request.post_data_json == {"mode": "COACH"}
        bar.get_by_role("button", name="Only listen").click()  # before the wall shows what the first has done
        late.let_go(answers=2, status=204)
    assert aside(lambda: Leg.objects.get(pk=leg_id).mode) == ListenMode.LISTEN
    bar.get_by_role("button", name="Leave").focus()
    page.keyboard.press("Enter")
    expect(bar).to_be_hidden()
    assert aside(lambda: Leg.objects.get(pk=leg_id).state) == "ENDED"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_queue_is_changed_for_a_while_and_changed_back(wall: Wall, size: tuple[int, int]) -> None:
    page = wall.look(size, light=size == DESK)
    page.locator("#rows tr").first.get_by_role("button").click()
    drawer = page.locator("#drawer")
    drawer.get_by_label("After seconds").fill("45")
    shoot(page, f"floor-queue-{size[0]}")
    check_access(page)
    drawer.get_by_role("button", name="Change the overflow").press("Enter")
    expect(drawer).to_contain_text("after 45 s asked for a message")
    assert aside(lambda: QueueChange.objects.get().overflow[0]["after"]) == 45
    drawer.get_by_role("button", name="End it now").press("Enter")
    expect(drawer).to_contain_text("Callers stay where they are.")
    assert not aside(QueueChange.objects.exists)


def test_callers_ring_a_number_for_a_while_and_only_one_that_may_be_rung(wall: Wall) -> None:
    page = wall.look(DESK)
    page.locator("#rows tr").first.get_by_role("button").click()
    drawer, number = page.locator("#drawer"), page.locator("#drawer").get_by_label("Number", exact=True)
    expect(number).to_be_hidden()
    drawer.get_by_label("Then").select_option("Ring a number")
    number.fill("112")
    drawer.get_by_role("button", name="Change the overflow").press("Enter")
    expect(page.locator("#toast")).to_contain_text("Callers are put through to ordinary numbers")
    shoot(page, "floor-forward")
    check_access(page)
    assert wall.complaints == [
        "Failed to load resource: the server responded with a status of 400 (Bad Request)"
    ]
    wall.complaints.clear()
    number.fill(NUMBER)
    drawer.get_by_role("button", name="Change the overflow").press("Enter")
    expect(drawer).to_contain_text(f"after 60 s put through to {NUMBER}")
    drawer.get_by_role("button", name="End it now").press("Enter")
    expect(drawer).to_contain_text("Callers stay where they are.")


def _listens(user: User) -> UUID:
    """Irina is with a call of the first company's, in which Olga talks."""
    call = Call.objects.filter(state=CallState.WAITING).earliest("arrived_at")
    QueueEntry.objects.filter(call=call).delete()
    olga = Operator.objects.get(name="Olga")
    Call.objects.filter(pk=call.pk).update(state=CallState.TALKING, operator=olga)
    OperatorState.objects.filter(operator=olga).update(busy_with=call.pk)
    leases.take(
        actor=Actor(id=str(user.pk), label=user.name), subject=Subject.CALL, subject_id=call.pk, company=call.tenant,
        reason="Her first week", now=now(),
    )  # fmt: skip
    leg = Leg.objects.create(
        call=call, kind=LegKind.LISTENER, state=LegState.ANSWERED, address="client:floor", name="Irina",
        person_id=user.pk, mode=ListenMode.LISTEN, created_at=now(),
    )  # fmt: skip
    return leg.pk
