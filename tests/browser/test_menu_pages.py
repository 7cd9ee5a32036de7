"""The company's pages about numbers and menus in a real browser: drawn by keyboard, marked where it is wrong, tried, published."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cc_saas.lib.clock import now
from cc_saas.lib.tenancy import in_tenant
from telephony.ivr import selectors, services
from telephony.ivr.models import FlowVersion
from telephony.numbers import services as numbers
from telephony.numbers.models import Number
from telephony.queues.models import Queue
from telephony.queues.services import open_default_queue
from tenants.accounts.models import User
from tenants.accounts.services import add_member
from tenants.accounts.types import Role
from tenants.audit.services import Actor
from tenants.directory.models import Tenant
from tenants.knowledge import services as knowledge
from tenants.knowledge.types import QuestionDraft
from tests.browser.late import first_is_late
from tests.browser.looking import check_access, check_looks
from tests.browser.readers import Reader, aside
from tests.telephony.ivr.menus import node, repairs_menu

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("company-browser"),
]


def draw(company: Tenant, *, published: bool = True) -> int:
    """The company has a number, an answer and a menu; its id."""
    open_default_queue(tenant_id=company.pk, name="General", language="en")
    numbers.assign_number(e164="+995322000120", tenant_id=company.pk, label="Repairs line", now=now())
    author = services.Author(actor=Actor(id="1", label="Nino Kobakhidze"), company=company)
    with in_tenant(company):
        group = knowledge.save_group(title="Shops", now=now())
        wanted = QuestionDraft(group_id=group.pk, title="Where to buy?", say="In every town.")
        answer = knowledge.save_question(draft=wanted, now=now())
        menu = repairs_menu()
        node(menu, "shops")["question"] = answer.pk
        node(menu, "repairs")["queue"] = "general"
        flow = services.create_flow(name="Main menu", now=now(), author=author, draft=menu)
        if published:
            known = selectors.known(tenant_id=company.pk)
            services.publish(flow=flow, known=known, now=now(), author=author, note="First")
    return int(flow.pk)


def step(page: Page, name: str) -> Any:
    """One line of the list."""
    return page.locator(f'[data-node="{name}"]')


def test_pages_are_readable_by_everybody(company: Tenant, reader: Reader) -> None:
    flow_id = aside(lambda: draw(company))
    page = reader.look("/menus/", narrow=True)
    check_looks(page, "menus")
    reader.turn(page, f"/menus/{flow_id}/")
    page.locator('[data-step="main"]').click()
    page.locator("#try").click()
    expect(page.locator(".said .line").first).to_have_text("Good day (en)")
    check_looks(page, "menu")


def test_a_new_menu_is_drawn_by_keyboard_tried_and_published(company: Tenant, reader: Reader) -> None:
    aside(lambda: open_default_queue(tenant_id=company.pk, name="General", language="en"))
    aside(lambda: numbers.assign_number(e164="+995322000120", tenant_id=company.pk, label="Line", now=now()))
    page = reader.look("/menus/")
    page.get_by_label("Name of the new menu").fill("Evening")
    page.keyboard.press("Enter")
    page.wait_for_url("**/menus/*/")
    expect(page.locator("#problem-count")).to_have_text("Ready to publish")
    page.get_by_label("Kind of the new step").select_option("ANNOUNCEMENT")
    page.get_by_role("button", name="Add a step").click()
    expect(page.locator('[data-step="announcement"]')).to_be_focused()
    expect(step(page, "announcement").locator(".flaw")).to_have_text("to do: 3")
    expect(page.locator('[data-box="announcement"]')).to_have_class("box flawed")
    page.get_by_label("Title").fill("Hello")
    page.get_by_label("What is said").fill("Good evening.")
    page.get_by_label("Then", exact=True).select_option("operator")
    page.get_by_role("button", name="Begin calls here").click()
    page.locator('[data-step="announcement"]').press("Alt+ArrowUp")
    expect(page.locator(".node").first).to_have_attribute("data-node", "announcement")
    expect(page.locator("#problem-count")).to_have_text("Ready to publish")
    page.locator("#try").click()
    expect(page.locator(".said .line")).to_have_text(["Good evening."])
    expect(page.locator(".waits")).to_contain_text("The caller waits for an operator: General.")
    expect(page.locator('[data-box="operator"]')).to_have_class("box lit")
    expect(step(page, "operator")).to_have_class("node lit")
    page.locator("#publish").click()
    page.get_by_label("Why, in a few words").fill("For the evenings")
    page.locator("#publishing").get_by_role("button", name="Publish").click()
    expect(page.locator(".versions")).to_contain_text("callers hear it")
    page.goto(f"{reader.base}/menus/")
    page.get_by_label("What answers +995 32 200 01 20").select_option("Evening")
    expect(page.locator("#said")).to_have_text("From now on: Evening.")


def test_what_is_wrong_is_marked_at_its_step_and_not_published(company: Tenant, reader: Reader) -> None:
    flow_id = aside(lambda: draw(company))
    page = reader.look(f"/menus/{flow_id}/")
    page.locator('[data-step="main"]').click()
    page.get_by_label("After the last try").select_option("hello")
    expect(page.locator("#problem-count")).to_have_text("1 thing to do")
    expect(step(page, "main").locator('[data-wrong="otherwise"]')).to_have_text(
        "After the last try: a caller who presses nothing would never get out."
    )
    page.locator("#publish").click()
    expect(page.locator("#h-publishing")).to_have_text("Not yet: something is missing")
    page.locator("#publishing .link").click()
    expect(page.get_by_label("After the last try")).to_be_focused()
    with_version = aside(lambda: _versions(company))
    assert with_version == 1


def _versions(company: Tenant) -> int:
    with in_tenant(company):
        return FlowVersion.objects.count()


def test_a_step_has_hours_of_its_own(company: Tenant, reader: Reader) -> None:
    flow_id = aside(lambda: draw(company))
    page = reader.look(f"/menus/{flow_id}/")
    page.locator('[data-step="hours"]').click()
    page.get_by_label("Hours of its own").check()
    page.get_by_label("Monday").fill("9-18")
    expect(step(page, "hours").locator('[data-wrong="week.mon"]')).to_be_visible()
    page.get_by_label("Monday").fill("09:00-18:00")
    expect(page.locator("#problem-count")).to_have_text("Ready to publish")
    kept = aside(lambda: _draft(company))
    assert node(kept, "hours")["week"] == {"mon": ["09:00-18:00"]}


def _draft(company: Tenant) -> Any:
    with in_tenant(company):
        return selectors.flows().get().draft


def test_a_step_that_was_taken_out_comes_back(company: Tenant, reader: Reader) -> None:
    flow_id = aside(lambda: draw(company))
    page = reader.look(f"/menus/{flow_id}/")
    page.locator('[data-step="message"]').click()
    page.get_by_role("button", name="Take this step out").click()
    expect(page.locator("#problem-count")).to_have_text("1 thing to do")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#problem-count")).to_have_text("Callers hear it as it is")
    expect(step(page, "message")).to_be_visible()


def test_going_back_to_an_older_version(company: Tenant, reader: Reader) -> None:
    flow_id = aside(lambda: draw(company))
    page = reader.look(f"/menus/{flow_id}/")
    page.locator('[data-step="hello"]').click()
    with first_is_late(
        page, "**/*", "PUT"
    ) as late:  # it is kept slowly while she goes on: twice more, one after the other
        page.get_by_label("What is said (English)").fill("Hail")
        late.first()
        page.get_by_label("What is said (English)").fill("Welcome")
        page.wait_for_timeout(700)
        page.locator("#publish").click()
        late.let_go(answers=3)
        expect(page.locator("#h-publishing")).to_have_text("Publish")
        page.keyboard.press("Escape")
        expect(page.locator("#saved")).to_have_text("Draft saved")
    expect(page.locator("#change-count")).to_have_text("1 change is not published")
    page.locator("#publish").click()
    expect(page.locator("#publishing .changes")).to_contain_text("Good day (en)")
    page.locator("#publishing").get_by_role("button", name="Publish").click()
    expect(page.locator(".versions li").first).to_contain_text("Version 2")
    expect(
        step(page, "message")
    ).to_be_visible()  # the page is loaded anew: its script must have run before the click
    page.get_by_role("button", name="Go back to version 1").click()
    expect(page.locator(".versions li").first).to_contain_text("the same as version 1")


def test_a_viewer_reads_and_changes_nothing(company: Tenant, reader: Reader) -> None:
    def make_viewer() -> int:
        user = User.objects.get(email="nino@borealis.test")
        user.memberships.all().delete()
        add_member(user=user, role=Role.VIEWER, tenant_id=company.pk)
        return draw(company)

    flow_id = aside(make_viewer)
    page = reader.look("/menus/")
    expect(page.get_by_role("link", name="Main menu")).to_be_visible()
    expect(page.locator("[data-number]")).to_have_count(0)
    reader.turn(page, f"/menus/{flow_id}/")
    page.locator('[data-step="main"]').click()
    expect(page.get_by_label("Title")).to_be_disabled()
    expect(page.locator("#publish")).to_have_count(0)
    page.locator("#try").click()
    expect(page.locator(".said .line").first).to_have_text("Good day (en)")
    with first_is_late(page, "**/try/", "POST") as late:
        for key in ("9", "0"):
            page.keyboard.press(key)
        expect(page.locator(".said .me")).to_have_text(["9"])  # the second must not overtake it
        late.let_go(answers=2)
    expect(page.locator(".said .me")).to_have_text(["9", "0"])
    expect(page.locator(".waits")).to_contain_text("The caller waits for an operator: General.")


def test_a_number_leads_to_a_queue_by_keyboard(company: Tenant, reader: Reader) -> None:
    aside(lambda: draw(company))
    sales = aside(lambda: Queue.objects.create(tenant=company, code="sales", name="Sales", language="en"))
    page = reader.look("/menus/")
    expect(page.locator("[data-country]").first).not_to_have_text(
        re.compile(r"^\s*[A-Z]{2}\s*$")
    )  # the script is there
    queue = page.get_by_label("Where callers of +995 32 200 01 20 wait")
    queue.select_option("Sales")
    expect(page.locator("#said")).to_contain_text("Sales")
    assert aside(lambda: Number.objects.get().queue_id) == sales.pk
    page.reload()
    expect(queue).to_have_value(str(sales.pk))
    check_access(page)
