"""Coordinators settle terms and walls on the public host, and see first what a wall leaves uncovered."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from cc_saas.lib.clock import now
from telephony.routing import uncovered
from tenants.accounts.services import add_member, create_user
from tenants.accounts.types import Role
from tenants.audit.models import AuditEntry
from tenants.directory.models import Tenant
from tenants.directory.services import create_company
from tenants.terms import selectors as terms
from tenants.terms.models import ServiceTerms, Wall

FORM = {
    "target_percent": "90", "target_time": "15", "window": "DAY", "ceiling_time": "60", "reserved": "2", "burst": "1",
    "languages": "en ru", "hours": "mon 09:00-18:00", "starts_at": "",
}  # fmt: skip


@pytest.fixture
def acme(db: None) -> Tenant:
    return create_company(slug="acme", name="Acme", language="en", timezone="Asia/Tbilisi")[0]


def browser(role: Role) -> Client:
    user, _ = create_user(email="cora@example.org", name="Cora", password="a long enough secret")
    add_member(user=user, role=role)
    client = Client(headers={"host": "localhost"})
    client.force_login(user, backend="tenants.accounts.backends.MembershipBackend")
    session = client.session
    session["company_id"] = 0
    session.save()
    return client


def test_a_change_is_a_version_with_a_start(acme: Tenant) -> None:
    client, path = browser(Role.COORDINATOR), f"/terms/{acme.pk}/"
    assert client.post(path, FORM).status_code == 302
    later = (now() + timedelta(days=30)).strftime("%Y-%m-%dT09:00")
    assert client.post(path, FORM | {"reserved": "5", "starts_at": later}).status_code == 302
    present = terms.present(tenant_id=acme.pk, now=now())
    assert present is not None
    assert (present.number, present.promise.reserved, present.promise.ceiling_time) == (1, 2, 60)
    coming = terms.present(tenant_id=acme.pk, now=now() + timedelta(days=40))
    assert coming is not None
    assert (coming.number, coming.promise.reserved) == (2, 5)
    assert ServiceTerms.objects.get(number=2).starts_at.hour == 5, "nine o'clock in Tbilisi"
    page = client.get(path).content.decode()
    assert 'Reserved answers an hour: <span class="was">2</span> <span class="differs">5</span>' in page
    client.post(f"{path}2/withdraw/")
    assert client.post(f"{path}1/withdraw/").status_code == 404
    assert list(ServiceTerms.objects.values_list("number", flat=True)) == [1]
    assert set(AuditEntry.objects.filter(company_id=acme.pk, verb__startswith="terms.").values_list("verb", flat=True)) == {
        "terms.agreed", "terms.withdrawn",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"starts_at": "2020-01-01T00:00"}, "never in the past"),
        ({"reserved": "", "burst": "2"}, "say how much is reserved"),
        ({"target_percent": "101"}, "too small or too large"),
        ({"hours": "someday"}, "as in the example"),
        ({"window": "YEAR"}, "as in the example"),
    ],
)
def test_what_cannot_be_promised_is_named(acme: Tenant, sent: dict[str, str], said: str) -> None:
    answer = browser(Role.COORDINATOR).post(f"/terms/{acme.pk}/", FORM | sent)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert said in page
    kept = {name: value for name, value in (FORM | sent).items() if value and name != "window"}
    assert all(f'name="{name}"' in page and f'value="{value}"' in page for name, value in kept.items())
    assert not ServiceTerms.objects.exists()


def test_a_wall_shows_first_what_it_leaves_uncovered(acme: Tenant) -> None:
    globex = create_company(slug="globex", name="Globex", language="en", timezone="UTC")[0]
    client, sent = (
        browser(Role.COORDINATOR),
        {"companies": [acme.pk, globex.pk], "hours": "12", "kind": "hard"},
    )
    assert client.post("/terms/walls/", sent | {"companies": [acme.pk]}).status_code == 400
    preview = client.post("/terms/walls/", sent).content.decode()
    assert "Nobody was there as it is" in preview
    assert not Wall.objects.exists()
    client.post("/terms/walls/", sent | {"confirmed": "1"})
    (wall,) = terms.walls()
    assert (wall.companies, wall.is_hard) == (frozenset({acme.pk, globex.pk}), True)
    client.post(f"/terms/walls/{Wall.objects.get().pk}/tear-down/")
    assert terms.walls() == ()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SUPERVISOR])
def test_others_of_the_outsourcer_settle_no_terms(acme: Tenant, role: Role) -> None:
    client = browser(role)
    assert client.get("/terms/").status_code == 403
    assert client.post(f"/terms/{acme.pk}/", FORM).status_code == 403


@pytest.mark.parametrize(
    ("role", "page", "leads_to"),
    [
        (Role.SUPERVISOR, "/operators/", {"/floor/", "/operators/"}),
        (Role.COORDINATOR, "/terms/", {"/terms/"}),
        (Role.PLATFORM_ADMIN, "/terms/", {"/floor/", "/operators/", "/terms/"}),
    ],
)
def test_the_frame_leads_where_its_reader_may_go(db: None, role: Role, page: str, leads_to: set[str]) -> None:
    shown = browser(role).get(page).content.decode()
    doors = {"/floor/", "/operators/", "/terms/"}
    assert {door for door in doors if f'<li><a href="{door}"' in shown} == leads_to
    assert f'href="{page}" aria-current="page"' in shown


def test_hours_in_which_a_wall_may_leave_nobody() -> None:
    both, one = uuid4(), uuid4()
    monday = datetime(2026, 11, 2, tzinfo=UTC)
    changes = [(both, True, monday + timedelta(hours=9)), (one, True, monday + timedelta(hours=10)),
               (one, False, monday + timedelta(hours=12)), (both, False, monday + timedelta(hours=13))]  # fmt: skip
    usual = uncovered.usual_hours(changes=changes, until=monday + timedelta(days=1), zone=UTC)
    cover = uncovered.cover(
        tenant_id=1, companies=frozenset({1, 2}), usual=usual, open_hours=range(8, 14),
        clearances={both: frozenset({1, 2}), one: frozenset({1})},
    )  # fmt: skip
    assert uncovered.spans(cover.nobody) == [(0, 8, 9), (0, 13, 14)]
    assert uncovered.spans(cover.at_risk) == [(0, 9, 10), (0, 12, 13)]
