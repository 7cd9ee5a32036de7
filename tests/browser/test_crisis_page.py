"""The crisis plan in a real browser: prepared and asked for by keyboard, confirmed by somebody else, told on every page."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tenants.accounts.services import add_member, create_user
from tenants.accounts.types import Role
from tenants.directory.models import Tenant
from tests.browser.looking import check_looks
from tests.browser.readers import Reader, aside, session_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("company-browser"),
]


def somebody_else(reader: Reader, company: Tenant) -> Reader:
    """A second owner of the company."""
    user, _new = create_user(email="quinn@borealis.test", name="Quinn Ilves", password="a long enough secret")
    add_member(user=user, role=Role.OWNER, tenant_id=company.pk)
    return replace(reader, session=session_of(user, host=company.host, company_id=company.pk))


def press(page: Page, name: str) -> None:
    """Go to a button by keyboard and press it."""
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def test_two_people_switch_it_on(company: Tenant, reader: Reader) -> None:
    quinn = aside(lambda: somebody_else(reader, company))
    page = reader.look("/crisis/")
    page.get_by_label("Callers hear first (en)").fill("All our boilers are out of order.")
    page.get_by_label("Operators say (en)").fill("Borealis emergency.")
    page.keyboard.press("Tab")
    press(page, "Save the plan")
    expect(page.get_by_role("button", name="Ask to switch it on")).to_be_visible()
    press(page, "Ask to switch it on")
    expect(page.get_by_text("Waits for a second person").first).to_be_visible()
    expect(page.get_by_role("button", name="Confirm and switch it on")).to_have_count(0)
    page.get_by_label("Keyholders' telephones").fill("+44 20 7946 0199")
    press(page, "Make a code")
    expect(page.locator(".code-shown")).to_have_text(re.compile(r"^\d{4} \d{4}$"))
    check_looks(page, "crisis-asked")
    other = quinn.look("/crisis/", narrow=True, dark=True)
    expect(other.locator(".code-shown")).to_have_count(0)
    press(other, "Let it work")
    expect(other.get_by_text("+44 20 7946 0199").first).to_be_visible()
    expect(other.get_by_role("button", name="Let it work")).to_have_count(0)
    press(other, "Confirm and switch it on")
    expect(other.get_by_role("button", name="Switch it off")).to_be_visible()
    check_looks(other, "crisis-on")
    page.goto(f"{reader.base}/queues/")
    expect(page.get_by_role("status").filter(has_text="Crisis is on")).to_be_visible()
    check_looks(page, "crisis-banner")


def test_no_section_is_cut_off_on_a_phone(company: Tenant, reader: Reader) -> None:
    page = reader.look("/queues/", narrow=True)
    for link in page.locator(".sections a").all():
        box = link.bounding_box()
        assert box is not None
        assert (box["x"] >= 0, box["x"] + box["width"] <= 390) == (True, True), link.inner_text()
