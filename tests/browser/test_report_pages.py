"""Reports in a real browser: readable by everybody, and asked for by keyboard."""

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from campaigns.records.types import Outcome
from cc_saas.lib.clock import now
from tenants.accounts.services import add_member, create_user
from tenants.accounts.types import Role
from tenants.directory.models import Tenant
from tests.browser.looking import check_looks
from tests.browser.readers import Reader, aside, session_of
from tests.campaigns.reports.conftest import write_closed

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("company-browser"),
]


def calls(company: Tenant) -> None:
    """A few days of two queues."""
    for hours in range(0, 72, 3):
        at = now() - timedelta(hours=hours)
        write_closed(company, at=at, wait_time=hours % 30)
        write_closed(company, at=at, queue_name="Gas hotline", wait_time=hours % 19)
        write_closed(company, at=at, outcome=Outcome.ABANDONED, wait_time=hours)


def supervisor(reader: Reader) -> Reader:
    """Somebody of the outsourcer, on the public host."""
    user, _new = create_user(email="cleo@desk.test", name="Cleo Lang", password="a long enough secret")
    add_member(user=user, role=Role.SUPERVISOR)
    port = reader.base.rpartition(":")[2]
    return replace(reader, base=f"http://localhost:{port}", session=session_of(user))


def test_reports_are_readable_by_everybody(company: Tenant, reader: Reader) -> None:
    cleo = aside(lambda: supervisor(reader))
    check_looks(reader.look("/reports/"), "reports-empty")
    aside(lambda: calls(company))
    for who, name, path in (
        (reader, "reports", "/reports/?period=week"), (cleo, "desk-reports", f"/reports/?company={company.slug}&period=week"),
    ):  # fmt: skip
        page = who.look(path)
        page.locator("#chart-table summary").press("Enter")
        expect(page.get_by_role("region", name="The chart as a table")).to_be_visible()
        expect(page.locator(".plot canvas")).to_be_visible()
        check_looks(page, name)


def test_a_report_is_chosen_kept_and_wished_for_by_keyboard(company: Tenant, reader: Reader) -> None:
    aside(lambda: calls(company))
    page = reader.look("/reports/?period=week")
    page.get_by_role("link", name="Operator", exact=True).press("Enter")
    expect(page.get_by_role("columnheader", name="Operator")).to_be_visible()
    with page.expect_download() as kept:
        page.get_by_role("link", name="XLSX").press("Enter")
    assert kept.value.suggested_filename.startswith("report-operator-")
    page.get_by_label("Sent").select_option("weekly")
    page.get_by_role("button", name="Send it to me").press("Enter")
    expect(page.get_by_text("every Monday, 8:00, CSV")).to_be_visible()
    page.get_by_role("button", name="Stop the report by Operator, every Monday").press("Enter")
    expect(page.get_by_text("None yet.")).to_be_visible()
