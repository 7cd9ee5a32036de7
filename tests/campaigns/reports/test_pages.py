"""Reports as pages and as files: who may have them, and that no cell is a formula."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from openpyxl.reader.excel import load_workbook
from openpyxl.utils.escape import unescape

from agents.roster import services as roster
from campaigns.records.types import Outcome
from cc_saas.lib.clock import now
from tenants.accounts.services import add_member, create_user
from tenants.accounts.types import Role
from tenants.billing.services import meter
from tenants.directory.models import Tenant
from tests.campaigns.reports.conftest import Closed

SignedIn = Callable[[Tenant, Role], Client]
EVIL = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1")


@pytest.fixture
def supervisor(db: None) -> Client:
    user, _new = create_user(email="cleo@desk.test", name="Cleo Lang", password="a long enough secret")
    add_member(user=user, role=Role.SUPERVISOR)
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="tenants.accounts.backends.MembershipBackend")
    session = client.session
    session["company_id"] = 0
    session.save()
    return client


def read_csv(response: Any) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline="")))


@pytest.mark.parametrize("role", [Role.OWNER, Role.VIEWER])
def test_a_company_reads_how_its_callers_were_served(
    acme: Tenant, globex: Tenant, signed_in: SignedIn, closed: Closed, role: Role
) -> None:
    closed(acme, at=now())
    closed(acme, at=now(), outcome=Outcome.ABANDONED, wait_time=50)
    closed(globex, at=now(), queue_name="Rivals")
    page = signed_in(acme, role).get("/reports/").content.decode()
    assert "50.0 %" in page
    assert "Repairs" in page
    assert "Rivals" not in page


def test_every_division_and_period_is_a_page(acme: Tenant, signed_in: SignedIn, closed: Closed) -> None:
    closed(acme, at=now())
    client = signed_in(acme, Role.VIEWER)
    for by, found in (
        ("queue", "Repairs"),
        ("number", "+44 20 7946 0100"),
        ("operator", "Olga"),
        ("interval", ":"),
    ):
        for period in ("today", "week", "month"):
            page = client.get("/reports/", {"by": by, "period": period}).content.decode()
            assert f'<th scope="row">{found}' in page or by == "interval"
    for query in ("by=company", "period=ever", "from=x", "from=0001-01-01&to=9999-12-31", "company=globex"):
        assert client.get(f"/reports/?{query}").status_code == 200, query
    assert "No call was closed" in client.get("/reports/?period=yesterday").content.decode()


@pytest.mark.parametrize("name", EVIL)
def test_no_cell_of_a_file_is_a_formula(acme: Tenant, signed_in: SignedIn, closed: Closed, name: str) -> None:
    closed(acme, at=now(), queue_name=name)
    client = signed_in(acme, Role.VIEWER)
    rows = read_csv(client.get("/reports/export/csv/?by=queue"))
    assert rows[1][0] == f"'{name}"
    book: Any = client.get("/reports/export/xlsx/?by=queue")
    cell = load_workbook(BytesIO(b"".join(book.streaming_content)))["Queue"]["A2"]
    assert (cell.data_type, unescape(cell.value)) == ("s", name)


def test_a_file_says_what_the_page_says(acme: Tenant, signed_in: SignedIn, closed: Closed) -> None:
    closed(acme, at=now())
    client = signed_in(acme, Role.OWNER)
    response = client.get("/reports/export/csv/?by=queue", headers={"accept-language": "ru"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    heading, row = read_csv(response)
    assert heading[0] == "Очередь"
    found = dict(zip(heading, row, strict=True))
    assert (row[0], row[1], row[3], found[heading[4]]) == ("Repairs", "1", "1.0", "12.0")
    assert client.get("/reports/export/exe/").status_code == 404


def test_nobody_else_reads_them(
    acme: Tenant, globex: Tenant, signed_in: SignedIn, supervisor: Client
) -> None:
    stranger = signed_in(globex, Role.OWNER)
    for path in ("/reports/", "/reports/export/csv/"):
        assert stranger.get(path, headers={"host": acme.host}).status_code == 302
        assert stranger.get(path, headers={"host": "localhost"}).status_code == 302
        assert supervisor.get(path, headers={"host": acme.host}).status_code == 302


def test_a_supervisor_reads_of_all_companies_and_of_one(
    acme: Tenant, globex: Tenant, supervisor: Client, closed: Closed
) -> None:
    user, _new = create_user(email="olga@desk.test", name="Olga", password="a long enough secret")
    olga, _ = roster.hire(user_id=user.pk, name="Olga Smirnova", languages=["en"], now=now())
    for company, outcome in ((acme, "ANSWERED"), (acme, "ABANDONED"), (globex, "ANSWERED")):
        call_id = closed(company, at=now())
        meter(
            call_id=call_id, tenant_id=company.pk, operator_id=olga.pk if outcome == "ANSWERED" else None,
            started_at=now(), outcome=outcome, queue_time=10, ring_time=2, talk_time=100,
        )  # fmt: skip
    page = supervisor.get("/reports/?by=company").content.decode()
    assert (
        '<th scope="row">Acme Repairs</th><td class="num">2</td><td class="num">1</td><td class="num">50.0 %'
        in page
    )
    assert '<th scope="row">Globex' in page
    assert "Olga Smirnova" in supervisor.get("/reports/?by=operator").content.decode()
    one = supervisor.get("/reports/?company=acme&by=queue").content.decode()
    assert "Reports of Acme Repairs" in one
    assert '<th scope="row">Repairs' in one
    rows = read_csv(supervisor.get("/reports/export/csv/?by=company"))
    assert [row[0] for row in rows[1:]] == ["Acme Repairs", "Globex"]
    assert supervisor.get("/reports/?company=nobody").status_code == 404
