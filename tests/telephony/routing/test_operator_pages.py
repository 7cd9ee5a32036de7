"""Supervisors settle what each operator is for, by page and by REST, and each company's audit tells it."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from agents.roster import selectors as roster
from agents.roster.models import Operator
from telephony.onboarding import services as onboarding
from telephony.queues import selectors as queues
from tenants.accounts.types import Role
from tenants.audit.models import AuditEntry
from tenants.directory.models import Tenant
from tests.telephony.routing.test_terms_pages import browser

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def companies(transactional_db: None) -> tuple[Tenant, Tenant]:
    """Ana answers for acme, not for globex."""
    for slug in ("acme", "globex"):
        onboarding.create_company(
            slug=slug, name=slug.title(), language="en", timezone="UTC", greeting="Hello.",
            admin_email=f"{slug}@test.test", admin_password="a long enough secret",
        )  # fmt: skip
    onboarding.create_operator(
        email="ana@test.test",
        name="Ana",
        password="a long enough secret",
        companies=["acme"],
        languages=["en"],
    )
    return Tenant.objects.get(slug="acme"), Tenant.objects.get(slug="globex")


def general(company: Tenant) -> int:
    return int(queues.default_queue(tenant_id=company.pk).pk)


def put(client: Client, operator: Operator, **body: Any) -> Any:
    return client.put(f"/api/v1/operators/{operator.pk}/", data=body, content_type="application/json")


def test_a_supervisor_settles_home_and_order_on_the_page(companies: tuple[Tenant, Tenant]) -> None:
    acme, _globex = companies
    client, ana = browser(Role.SUPERVISOR), Operator.objects.get()
    queue = general(acme)
    assert "Ana" in client.get("/operators/").content.decode()
    sent = {"home": str(acme.pk), f"place-{queue}": "2", f"delay-{queue}": "15"}
    assert client.post(f"/operators/{ana.pk}/", sent).status_code == 302
    ana.refresh_from_db()
    assert ana.home_id == acme.pk
    (liking,) = roster.likings_of(operator_id=ana.pk)
    assert (liking.queue_id, liking.place, liking.delay_time) == (queue, 2, 15)
    page = client.get(f"/operators/{ana.pk}/").content.decode()
    assert 'value="15"' in page
    entry = AuditEntry.objects.get(verb="operator.settled")
    assert (entry.company_id, entry.details["becomes"]["is_own"]) == (acme.pk, True)
    refused = client.post(f"/operators/{ana.pk}/", {**sent, f"delay-{queue}": "soon"})
    assert refused.status_code == 400
    page = refused.content.decode()
    assert "Nothing was saved" in page
    assert 'value="soon"' in page
    assert "<option selected>2</option>" in page


def test_by_rest(companies: tuple[Tenant, Tenant]) -> None:
    acme, globex = companies
    client, ana = browser(Role.SUPERVISOR), Operator.objects.get()
    order = [{"queue_id": general(acme), "place": 1, "delay_time": 0}]
    answer = put(client, ana, home=None, order=order)
    assert answer.status_code == 200
    assert answer.json()["queues"][0]["place"] == 1
    assert client.get("/api/v1/operators/").json()["results"][0]["order"] == ["General"]
    foreign = [{"queue_id": general(globex)}]
    for bad in ({"home": globex.pk, "order": []}, {"home": None, "order": foreign}, {"home": None, "order": order * 2},
                {"home": None, "order": [{**order[0], "delay_time": 9999}]}, {"order": order}):  # fmt: skip
        assert put(client, ana, **bad).status_code == 400, bad
    assert len(roster.likings_of(operator_id=ana.pk)) == 1
    assert client.get(f"/api/v1/operators/{uuid4()}/").status_code == 404


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.COORDINATOR])
def test_nobody_else_settles_what_an_operator_is_for(companies: tuple[Tenant, Tenant], role: Role) -> None:
    client, ana = browser(role), Operator.objects.get()
    assert client.get("/operators/").status_code in (403, 404)
    assert client.post(f"/operators/{ana.pk}/", {"home": ""}).status_code in (403, 404)
    assert put(client, ana, home=None, order=[]).status_code == 403
    assert not AuditEntry.objects.filter(verb="operator.settled").exists()
