"""Coordinators settle terms and walls by REST, as on their pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cc_saas.lib.clock import now
from tenants.accounts.types import Role
from tenants.audit.models import AuditEntry
from tenants.directory.models import Tenant
from tenants.directory.services import create_company
from tenants.terms.models import ServiceTerms, Wall
from tests.telephony.routing.test_terms_pages import acme as acme
from tests.telephony.routing.test_terms_pages import browser

PROMISE: dict[str, Any] = {
    "languages": ["en", "ka"], "hours": {"week": {"mon": ["09:00-18:00"]}}, "target_percent": 90, "reserved": 2, "burst": 1,
}  # fmt: skip


def send(client: Client, path: str, **body: Any) -> Any:
    return client.post(f"/api/v1/{path}", data=body, content_type="application/json")


def test_a_version_is_agreed_read_and_withdrawn(acme: Tenant) -> None:
    client, path = browser(Role.COORDINATOR), f"terms/{acme.pk}/"
    assert send(client, path, **PROMISE).status_code == 201
    later = (now() + timedelta(days=3)).isoformat()
    assert send(client, path, **PROMISE, starts_at=later).json()["number"] == 2
    rows = client.get(f"/api/v1/{path}").json()["results"]
    assert [(row["number"], row["languages"], row["ceiling_time"]) for row in rows] == [
        (2, ["en", "ka"], 90), (1, ["en", "ka"], 90),
    ]  # fmt: skip
    (listed,) = client.get("/api/v1/terms/").json()["results"]
    assert (listed["id"], listed["terms"]["number"], listed["terms"]["target_percent"]) == (acme.pk, 1, 90)
    assert client.delete(f"/api/v1/{path}2/").status_code == 204
    assert client.delete(f"/api/v1/{path}1/").status_code == 404, "what has begun stays"
    verbs = AuditEntry.objects.filter(company_id=acme.pk, verb__startswith="terms.")
    assert sorted(verbs.values_list("verb", flat=True)) == ["terms.agreed"] * 2 + ["terms.withdrawn"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"target_percent": 101}, "target_percent"), ({"reserved": None}, "burst"), ({"languages": ["??"]}, "languages"),
        ({"starts_at": "2020-01-01T00:00:00Z"}, "starts_at"), ({"hours": {"week": {"mon": ["late"]}}}, "hours"),
        ({"hours": [1]}, "hours"), ({"window": "YEAR"}, "window"),
    ],
)  # fmt: skip
def test_what_cannot_be_promised_is_refused_with_its_field(
    acme: Tenant, wrong: dict[str, Any], field: str
) -> None:
    answer = send(browser(Role.COORDINATOR), f"terms/{acme.pk}/", **{**PROMISE, **wrong})
    assert answer.status_code == 400
    assert field in answer.json()["errors"]
    assert not ServiceTerms.objects.exists()


def test_a_wall_is_built_and_torn_down(acme: Tenant) -> None:
    client = browser(Role.COORDINATOR)
    rival = create_company(slug="globex", name="Globex", language="en", timezone="UTC")[0]
    made = send(client, "walls/", companies=[acme.pk, rival.pk], hours=6, is_hard=False).json()
    assert (made["companies"], made["is_hard"]) == ([acme.pk, rival.pk], False)
    assert [one["name"] for one in made["covers"]] == ["Acme", "Globex"]
    assert send(client, "walls/", companies=[acme.pk]).status_code == 400
    assert send(client, "walls/", companies=[acme.pk, 10**6]).status_code == 404
    assert [one["id"] for one in client.get("/api/v1/walls/").json()["results"]] == [made["id"]]
    assert client.delete(f"/api/v1/walls/{made['id']}/").status_code == 204
    assert client.delete(f"/api/v1/walls/{made['id']}/").status_code == 404
    assert not Wall.objects.exists()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.SUPERVISOR])
def test_nobody_else_settles_terms(acme: Tenant, role: Role) -> None:
    client = browser(role)
    assert client.get("/api/v1/terms/").status_code == 403
    assert send(client, f"terms/{acme.pk}/", **PROMISE).status_code == 403
    assert send(client, "walls/", companies=[acme.pk]).status_code == 403
    assert not ServiceTerms.objects.exists()
