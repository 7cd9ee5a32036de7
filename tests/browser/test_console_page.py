"""The console's page in a real browser, over the real REST and database; the carrier's words come from the test.

No socket server runs here: the page asks every 2 seconds, which is what it does when that server is away.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    WebSocketRoute,
    expect,
)

from agents.roster.models import Operator
from campaigns.dispositions import services as dispositions
from campaigns.records import selectors as records
from cc_saas.lib.clock import now
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import arrival, ending, legs, lines, offering, talking
from telephony.callflow.types import InboundCall
from telephony.numbers.services import assign_number
from telephony.onboarding import services as onboarding
from telephony.provider.port import LegStatus
from telephony.queues import services as queues
from telephony.queues.models import Queue
from telephony.routing.models import Offer
from tenants.accounts.models import User
from tenants.directory.models import Tenant
from tenants.directory.selectors import access_company
from tenants.knowledge import services as knowledge
from tenants.knowledge.types import QuestionDraft, QuestionKind
from tests.browser.late import first_is_late
from tests.browser.looking import NARROW, WIDE, check_access, check_icons, check_looks, shoot
from tests.browser.readers import aside, session_of
from tests.browser.tabs import Tabs

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("operator-browser"),
]

NUMBER, CALLER = "+74951000100", "+74951000142"
OTHER = "Globex Motors"

# A key that was already on its way when the ring began.
PRESS_AS_IT_RINGS = """() => new MutationObserver(() => {
  if (document.body.dataset.moment !== "ring") return;
  document.dispatchEvent(new KeyboardEvent("keydown", {code: "F2", bubbles: true, cancelable: true}));
}).observe(document.body, {attributeFilter: ["data-moment"]})"""


KEEP_EACH_STATE = """() => {
  window.states = [];
  const note = () => window.states.push(document.querySelector("#state").textContent);
  new MutationObserver(note).observe(document.querySelector("#state"), {subtree: true, childList: true, characterData: true});
}"""


@pytest.fixture
def company(transactional_db: None, settings: Any, tmp_path: Path) -> Tenant:
    """Acme, a company with all three kinds of answers, and a second one that its calls must not name."""
    settings.CC_DATA_DIR = tmp_path
    for slug, name, colour in (("acme", "Acme help line", "#0b5ed7"), ("globex", OTHER, "#0fa36b")):
        onboarding.create_company(
            slug=slug, name=name, language="ru", timezone="Europe/Moscow", colour=colour,
            greeting="Справочная служба Acme, здравствуйте!", admin_email=f"{slug}@test.test", admin_password="long enough secret",
        )  # fmt: skip
    acme = access_company(slug="acme")
    assign_number(e164=NUMBER, tenant_id=acme.pk, carrier_sid="PN" + "a" * 32, now=now())
    lines.changed()
    with in_tenant(acme):
        write_answers()
        dispositions.save_disposition(code="repair", label="Ремонт", position=1)
    return acme


def write_answers() -> None:
    """A group with a text, a table and addresses."""
    group = knowledge.save_group(title="Ремонт", position=1, now=now())
    table = {"columns": ["Что", "A1", "B2"], "rows": [["Цена", "100", "200"], ["Вес", "1 кг", "2 кг"]]}
    places = [
        {"name": f"Центр {n}", "address": f"Улица {n}, 5", "hours": "9:00–20:00", "phone": "+7 495 100-02-01", "note": ""}
        for n in range(1, 8)
    ]  # fmt: skip
    drafts: list[dict[str, Any]] = [
        {"title": "Сколько длится ремонт?", "say": "До десяти дней.", "body": "Обычно **десять** дней.\n\n- раз\n- два"},
        {"title": "Чем отличаются модели?", "kind": QuestionKind.TABLE, "table": table},
        {"title": "Где сервисный центр?", "kind": QuestionKind.ADDRESSES, "addresses": places},
    ]  # fmt: skip
    for position, draft in enumerate(drafts):
        knowledge.save_question(draft=QuestionDraft(group_id=group.pk, position=position, **draft), now=now())


@pytest.fixture
def operator(company: Tenant) -> Operator:
    """Ana answers for both companies."""
    made = onboarding.create_operator(
        email="ana@test.test",
        name="Ana Lima",
        password="long enough secret",
        companies=["acme", "globex"],
        languages=["ru", "en"],
    )
    return Operator.objects.get(pk=made.id)


@dataclass
class Desk:
    """Ana's browser, and the carrier's side of her calls."""

    tabs: Tabs
    browser: Browser
    url: str
    session: str
    operator: Operator
    company: Tenant
    complaints: list[str] = field(default_factory=list)
    call_id: UUID = field(default_factory=uuid4)

    def open(self, *, narrow: bool = False) -> Page:
        """Her console; what the content policy or a script complains of is kept for the end."""
        size = NARROW if narrow else WIDE
        page = self.tabs.lend(size=size, cookies={self.url: self.session}, hear=self._hear)
        return self._enter(page)

    def sit_down(self) -> BrowserContext:
        """A browser of her own, in which she is signed in and opens several tabs."""
        context = self.browser.new_context(viewport=WIDE, locale="en-GB")
        context.add_cookies([{"name": "cc_session", "value": self.session, "url": self.url}])
        return context

    def open_in(self, context: BrowserContext) -> Page:
        """The same in a further tab of one browser."""
        page = context.new_page()
        page.on("console", lambda said: self._hear(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self._hear(str(error)))
        return self._enter(page)

    def _enter(self, page: Page) -> Page:
        page.goto(f"{self.url}/console/")
        moment(page, "idle")
        return page

    def _hear(self, text: str) -> None:
        # The socket server is away on purpose; requests fail where a test takes the network away or asks too much.
        if not any(
            known in text for known in ("WebSocket connection to", "load resource: net::ERR", "status of 409")
        ):
            self.complaints.append(text)

    def ring(self, *, answers_itself: bool = False) -> None:
        """A caller rings Acme, the router offers her to Ana, and Ana's telephone rings.

        No page has a softphone here, so whether the page is to answer by itself is written by hand.
        """

        def work() -> None:
            arriving = InboundCall(carrier_sid=f"CA{uuid4().hex}", caller=CALLER, called=NUMBER, at=now())
            line = arrival.line_dialled(arriving=arriving)
            assert line is not None
            with in_tenant(line.schema):
                arrival.open_call(arrival=arrival.decide(line=line, now=arriving.at), arriving=arriving)
            with transaction.atomic():
                (offer,) = offering.offer_waiting(now=now())
                Offer.objects.filter(pk=offer.pk).update(answers_itself=answers_itself)
            self.call_id, self.leg_id = offer.call_id, offer.pk
            self._report(LegStatus.RINGING)

        aside(work)

    def answer(self) -> None:
        """Her telephone is picked up, and the caller is in the room."""

        def work() -> None:
            self._report(LegStatus.IN_PROGRESS)
            talking.caller_joined(call_id=self.call_id, now=now())

        aside(work)

    def caller_hangs_up(self) -> None:
        """The other end."""
        aside(lambda: ending.line_ended(call_id=self.call_id, now=now()))

    def _report(self, status: LegStatus) -> None:
        legs.report(leg_id=self.leg_id, call_id=self.call_id, sid="CA" + "b" * 32, status=status, now=now())

    def record(self) -> Any:
        """What is kept of the call."""

        def work() -> Any:
            with in_tenant(self.company):
                return records.access_call(call_id=self.call_id)

        return aside(work)

    def into_a_call(self, page: Page) -> None:
        """From idle to talking."""
        if "Ready" not in page.locator("#state").inner_text():
            page.keyboard.press("Alt+KeyR")
        expect(page.locator("#state")).to_contain_text("Ready")
        self.ring()
        moment(page, "ring")
        page.wait_for_timeout(450)
        page.keyboard.press("F2")
        expect(page.locator(".accept")).to_have_attribute("aria-busy", "true")
        self.answer()
        moment(page, "talk")


@pytest.fixture
def session(operator: Operator) -> str:
    """The key of Ana's session."""
    return session_of(User.objects.get(pk=operator.user_id))


@pytest.fixture
def desk(
    operator: Operator, company: Tenant, session: str, live_server: Any, tabs: Tabs, chromium: Browser
) -> Iterator[Desk]:
    url = f"http://localhost:{live_server.url.rpartition(':')[2]}"
    made = Desk(tabs=tabs, browser=chromium, url=url, session=session, operator=operator, company=company)
    yield made
    assert made.complaints == []


def moment(page: Page, name: str) -> None:
    """Wait for one of the four faces."""
    expect(page.locator("body")).to_have_attribute("data-moment", name)


def look(page: Page, name: str) -> None:
    """Everybody can read it, and no icon is missing; keep a picture."""
    page.wait_for_timeout(200)
    shoot(page, f"console-{name}")
    check_access(page)
    check_icons(page)


def active(page: Page) -> str:
    """The id of the element that has the focus."""
    return str(page.evaluate("document.activeElement.id"))


def test_a_call_is_taken_led_and_written_down_by_keys_alone(desk: Desk) -> None:
    page = desk.open()
    check_looks(page, "console-idle")
    assert OTHER in page.content()

    page.keyboard.press("Alt+KeyR")
    expect(page.locator("#state")).to_contain_text("Ready")
    page.evaluate(PRESS_AS_IT_RINGS)
    desk.ring()
    moment(page, "ring")
    expect(page.locator(".accept")).to_have_attribute("aria-busy", "false")  # too soon to be meant
    expect(page).to_have_title("Ringing: Acme help line")
    expect(page.locator("#ring-alert")).to_contain_text("Acme help line, in Russian")
    assert active(page) == "", "a ring takes the focus nowhere"
    assert OTHER not in page.content()
    check_looks(page, "console-ring")
    page.wait_for_timeout(300)
    page.keyboard.press("F2")
    expect(page.locator(".accept")).to_have_attribute("aria-busy", "true")
    desk.answer()

    moment(page, "talk")
    assert active(page) == "search"
    assert OTHER not in page.content()
    expect(page.locator("#groups a")).to_have_count(3)
    page.keyboard.type("отличаются")
    page.keyboard.press("Enter")
    expect(page.locator("#question")).to_have_text("Чем отличаются модели?")
    check_looks(page, "console-table")
    page.set_viewport_size(NARROW)  # the rest of the call is led on a telephone's screen
    page.locator("#search").fill("")
    for title in ("Сколько длится ремонт?", "Где сервисный центр?"):
        page.get_by_role("link", name=title).click()
        expect(page.locator("#question")).to_have_text(title)
        check_looks(page, "console-answer")
    page.get_by_placeholder("Street, district, place").fill("улица 3")
    expect(page.get_by_role("heading", name="1 address")).to_be_visible()
    page.keyboard.press("Alt+KeyN")
    page.keyboard.type("Leaks under the tank")
    expect(page.locator("#notes-status")).to_contain_text("Saved")

    page.keyboard.press("Control+Shift+KeyE")
    moment(page, "wrapup")
    expect(page.locator("#done li")).to_have_count(3)
    page.keyboard.press("Alt+Digit1")
    check_looks(page, "console-wrapup")
    page.keyboard.press("Alt+Enter")
    moment(page, "idle")
    kept = desk.record()
    assert (kept.disposition_code != "", kept.note) == (True, "Leaks under the tank")
    left = page.content()
    assert "4951000" not in re.sub(r"[\s\u00a0\u2011-]", "", left), "a number is still there"
    assert "Leaks" not in left


def test_letters_are_only_letters_and_escape_never_hangs_up(desk: Desk) -> None:
    page = desk.open()
    desk.into_a_call(page)
    page.keyboard.type("mute hold phone end? ")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    moment(page, "talk")
    expect(page.locator("#mute")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("F6")
    expect(page.locator("#mute")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#call-status")).to_contain_text("does not hear you")
    page.keyboard.press("F7")
    expect(page.locator("#state")).to_contain_text("On hold")
    page.keyboard.press("F7")
    expect(page.locator("#state")).to_contain_text("Talking")
    page.evaluate(  # the same place on a Russian keyboard
        """() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown",
          {code: "KeyE", key: "У", ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true}))"""
    )
    moment(page, "wrapup")


def test_an_old_answer_never_replaces_a_newer_one(desk: Desk) -> None:
    """The first of two comes late: what the page asks every 2 seconds, what she wants to be, her microphone, the tree, her note."""
    page = desk.open()
    with first_is_late(page, "**/console/snapshot/") as late:
        old = late.answer()  # in it she is off duty
        page.keyboard.press("Alt+KeyR")
        expect(page.locator("#state")).to_contain_text("Ready")
        page.evaluate(KEEP_EACH_STATE)
        late.tell(old)
        assert not [text for text in page.evaluate("window.states") if "Offline" in text]
    with first_is_late(page, "**/console/state/", "PUT") as late:
        page.keyboard.press("Alt+KeyB")
        late.first()
        page.keyboard.press("Alt+KeyR")
        late.let_go(answers=2)
    expect(page.locator("#state")).to_contain_text("Ready")
    desk.into_a_call(page)

    with first_is_late(page, "**/*mute/", "POST") as late:
        page.keyboard.press("F6")
        late.first()
        page.keyboard.press("F6")
        late.let_go(answers=2)
    expect(page.locator("#mute")).to_have_attribute("aria-pressed", "false")
    with first_is_late(page, "**/questions/*/") as late:
        page.get_by_role("link", name="Чем отличаются модели?").click()
        late.first()
        page.get_by_role("link", name="Сколько длится ремонт?").click()
        expect(page.locator("#question")).to_have_text("Сколько длится ремонт?")
        late.fail()
        expect(page.locator("#strip")).not_to_contain_text("could not be loaded")
    note = page.locator("#notes")
    with first_is_late(page, "**/note/", "POST") as late:
        note.fill("Leaks")
        note.blur()
        late.first()
        note.fill("Leaks under the tank")
        note.blur()
        late.let_go(answers=2)
        expect(page.locator("#notes-status")).to_contain_text("Saved")
    assert desk.record().note == "Leaks under the tank"
    page.keyboard.press("Control+Shift+KeyE")
    moment(page, "wrapup")
    with first_is_late(page, "**/note/", "POST") as late:
        note.fill("Leaks badly")
        note.blur()
        late.first()
        note.fill("Leaks badly, comes at noon")
        page.keyboard.press("Alt+Enter")
        late.let_go(answers=1)
    moment(page, "idle")
    assert desk.record().note == "Leaks badly, comes at noon"


def test_a_reload_loses_no_letter_and_no_choice(desk: Desk) -> None:
    page = desk.open()
    desk.into_a_call(page)
    page.locator("#notes").fill("not yet saved")
    page.reload()
    moment(page, "talk")
    expect(page.locator("#notes")).to_have_value("not yet saved")
    page.locator("#notes").focus()
    page.keyboard.press("End")
    page.keyboard.type("!")
    desk.caller_hangs_up()
    moment(page, "wrapup")
    assert active(page) in {"notes", ""}, "the focus is not taken from a text"
    expect(page.locator('[data-field="ended"]')).to_contain_text("The caller hung up")
    page.keyboard.press("Alt+Digit2")
    page.reload()
    moment(page, "wrapup")
    expect(page.locator("#outcome input").nth(1)).to_be_checked()
    expect(page.locator("#notes")).to_have_value("not yet saved!")


def test_a_required_outcome_is_asked_for_in_words(desk: Desk) -> None:
    def require() -> None:
        with in_tenant(desk.company):
            dispositions.require(required=True)

    aside(require)
    page = desk.open()
    desk.into_a_call(page)
    desk.caller_hangs_up()
    moment(page, "wrapup")
    page.keyboard.press("Alt+Enter")
    expect(page.locator("#strip")).to_contain_text("Choose how the call ended")
    page.keyboard.press("Alt+Digit1")
    page.keyboard.press("Alt+KeyB")
    moment(page, "idle")
    expect(page.locator("#state")).to_contain_text("Break")


def test_without_a_network_the_page_says_what_still_works(desk: Desk) -> None:
    page = desk.open()
    desk.into_a_call(page)
    expect(page.locator("#groups a")).to_have_count(3)
    page.evaluate("() => { window.kept = document.querySelector('#groups').firstElementChild; }")
    page.context.set_offline(True)
    expect(page.locator("#strip")).to_contain_text("No connection to the server.")
    page.locator("#notes").fill("written while away")
    expect(page.locator("#notes-status")).to_have_text("Not saved, kept here")
    look(page, "away-1440-light")
    page.context.set_offline(False)
    expect(page.locator("#strip")).not_to_contain_text("No connection")
    expect(page.locator("#notes-status")).to_contain_text("Saved")
    assert page.evaluate("window.kept.isConnected"), "what did not change was not drawn again"
    assert desk.record().note == "written while away"


def test_a_second_tab_takes_over_and_gives_back(desk: Desk) -> None:
    """The socket server's part, telling each tab of the other, is spoken by the test."""
    context = desk.sit_down()
    opened: list[tuple[str, WebSocketRoute]] = []

    def open_socket(socket: WebSocketRoute) -> None:
        tab = socket.url.partition("tab=")[2]
        for _tab, other in opened:
            other.send(f'{{"type": "console.opened", "tab": "{tab}"}}')
        opened.append((tab, socket))

    context.route_web_socket("**/ws/console/**", open_socket)
    first = desk.open_in(context)
    expect(first.locator("#live")).to_have_attribute("data-live", "live")
    second = desk.open_in(context)
    expect(first.get_by_role("heading", name="The console is open elsewhere")).to_be_visible()
    look(first, "elsewhere-1440-light")
    assert OTHER not in first.inner_text("main")
    first.get_by_role("button", name="Take over").click()
    moment(first, "idle")
    expect(second.get_by_role("heading", name="The console is open elsewhere")).to_be_visible()


def test_keys_can_be_changed_and_the_new_one_accepts(desk: Desk) -> None:
    page = desk.open()
    page.keyboard.press("Shift+?")
    look(page, "keys-1440-light")
    accept = page.locator('[data-rebind="accept"]')
    accept.click()
    page.keyboard.press("KeyA")
    expect(page.locator("#help-problem")).to_contain_text("A function key, or Alt")
    accept.click()
    page.keyboard.press("F4")
    expect(accept).to_have_text("F4")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+KeyR")
    expect(page.locator("#state")).to_contain_text("Ready")
    desk.ring()
    moment(page, "ring")
    page.wait_for_timeout(450)
    page.keyboard.press("F2")
    page.keyboard.press("F4")
    expect(page.locator(".accept")).to_have_attribute("aria-busy", "true")


def test_the_page_answers_by_itself_and_leaves_the_work_after_the_call_to_her(desk: Desk) -> None:
    queue = {"wrap_up_mode": "OPTIONAL_TIMED"}
    aside(lambda: Queue.objects.filter(tenant=desk.company).update(**queue))
    aside(queues.changed)
    page = desk.open(narrow=True)
    page.keyboard.press("Alt+KeyR")
    expect(page.locator("#state")).to_contain_text("Ready")
    desk.ring(answers_itself=True)
    moment(page, "ring")
    expect(page.locator(".accept")).to_contain_text("Answered for you")
    expect(page.locator("#ring-alert")).to_contain_text("Answered for you: Acme help line, in Russian")
    check_looks(page, "console-answers-itself")
    clicked = Offer.objects.filter(pk=desk.leg_id).exclude(clicked_at=None).exists
    for _look in range(150):
        if aside(clicked):
            break
        page.wait_for_timeout(100)
    assert aside(clicked), "the product has not been told"
    desk.answer()
    moment(page, "talk")
    wanted = page.get_by_role("button", name="Wrap-up after")
    expect(wanted).to_have_attribute("aria-pressed", "false")
    wanted.focus()
    page.keyboard.press("Enter")
    expect(wanted).to_have_attribute("aria-pressed", "true")
    check_looks(page, "console-wrap-up-asked")
    page.keyboard.press("Control+Shift+KeyE")
    moment(page, "wrapup")
