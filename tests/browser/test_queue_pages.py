"""Queues on the company's host and terms on the public one, in a real browser: readable, and settled by keyboard."""

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from agents.roster import services as roster
from agents.roster.models import Skill
from cc_saas.lib.clock import now
from telephony.queues import arranging, services
from telephony.queues.types import OverflowAction, OverflowStep, QueueDraft, Relaxing
from tenants.accounts.services import add_member, create_user
from tenants.accounts.types import Role
from tenants.audit.services import Actor
from tenants.directory.models import Tenant
from tenants.directory.services import create_company
from tenants.terms import services as terms
from tenants.terms.types import Promise
from tests.browser.looking import NARROW, WIDE, check_look, check_looks
from tests.browser.readers import Reader, aside, session_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("company-browser"),
]
NINO = Actor(id="1", label="Nino Kobakhidze")


def settle(company: Tenant) -> int:
    """Two queues, a group, a notice and terms; the id of the second queue."""
    services.open_default_queue(tenant_id=company.pk, name="General", language="en")
    Skill.objects.create(name="boilers")
    own = roster.save_group(tenant_id=company.pk, name="Own agents", operator_ids=[])
    draft = QueueDraft(
        name="Gas hotline", language="en", languages=("en", "ru"), is_urgent=True, skills={"boilers": 4},
        group_ids=(own.pk,), rings=(Relaxing(after_time=15, lower_by=1), Relaxing(after_time=30, is_open_to_all=True)),
        overflow=(OverflowStep(after_time=120, action=OverflowAction.VOICEMAIL),),
    )  # fmt: skip
    queue = arranging.save_queue(company=company, draft=draft, actor=NINO, now=now())
    rival = create_company(slug="globex", name="Globex", language="en", timezone="UTC")[0]
    terms.build_wall(companies=[company, rival], hours=12, is_hard=True, actor=NINO, now=now())
    terms.tell_of_crossing(tenant_ids=[company.pk], call_id="x", company_of_call=company.pk, now=now())
    for reserved, at in ((2, now()), (4, now() + timedelta(days=9))):
        promise = Promise(reserved=reserved, burst=1, languages=("en",))
        terms.agree(
            company=company, promise=promise, starts_at=at + timedelta(seconds=1), actor=NINO, now=now()
        )
    return int(queue.pk)


def staff(reader: Reader, role: Role, company: Tenant) -> Reader:
    """One of the outsourcer's people, and Ana, who answers for the company."""
    services.open_default_queue(tenant_id=company.pk, name="General", language="en")
    ana, _new = create_user(email="ana@desk.test", name="Ana Lima", password="a long enough secret")
    operator, _new = roster.hire(user_id=ana.pk, name="Ana Lima", languages=["en", "ru"], now=now())
    roster.clear(operator=operator, tenant_ids=[company.pk], now=now())
    return coordinator(reader, role)


def coordinator(reader: Reader, role: Role = Role.COORDINATOR) -> Reader:
    """Somebody else, on the public host."""
    user, _new = create_user(email="cora@desk.test", name="Cora Lind", password="a long enough secret")
    add_member(user=user, role=role)
    port = reader.base.rpartition(":")[2]
    return replace(reader, base=f"http://localhost:{port}", session=session_of(user))


def test_pages_are_readable_by_everybody(company: Tenant, reader: Reader) -> None:
    queue_id = aside(lambda: settle(company))
    cora = aside(lambda: coordinator(reader))
    page = reader.look("/queues/")
    check_looks(page, "queues")
    check_looks(reader.turn(page, "/calling/"), "calling")
    check_looks(reader.turn(page, f"/queues/{queue_id}/"), "queue")
    page = cora.look("/terms/")
    check_looks(page, "terms")
    check_looks(cora.turn(page, f"/terms/{company.pk}/"), "terms-company")


def test_what_an_operator_is_for_is_settled_by_keyboard(company: Tenant, reader: Reader) -> None:
    supervisor = aside(lambda: staff(reader, Role.SUPERVISOR, company))
    page = supervisor.look("/operators/")
    check_look(page, "operators", WIDE, "dark")
    check_look(page, "operators", NARROW, "light")
    page.get_by_role("link", name="Ana Lima").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ana Lima")
    page.get_by_label("Own agent of").select_option(label=company.name)
    page.get_by_label(f"Place of {company.name}, General").select_option("1")
    page.get_by_label(f"Delay of {company.name}, General, in seconds").fill("20")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Own agent of")).to_have_value(str(company.pk))
    expect(page.get_by_label(f"Delay of {company.name}, General, in seconds")).to_have_value("20")
    check_look(page, "operator", NARROW, "light")
    check_look(page, "operator", WIDE, "dark")


def test_a_queue_is_opened_by_keyboard_deleted_and_brought_back(company: Tenant, reader: Reader) -> None:
    aside(lambda: services.open_default_queue(tenant_id=company.pk, name="General", language="en"))
    page = reader.look("/queues/new/")
    page.get_by_label("Name").fill("Repairs")
    page.get_by_label("Ring 1: after how many seconds").fill("20")
    page.get_by_label("Ring 1: levels lower by").fill("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Repairs")
    expect(page.get_by_label("Ring 1: after how many seconds")).to_have_value("20")
    page.get_by_role("button", name="Delete the queue").click()
    expect(page.get_by_text("Repairs was deleted")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Repairs")
    expect(page.get_by_role("cell", name="Brought back")).to_be_visible()
