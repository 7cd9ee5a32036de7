"""A company settles how callbacks are offered and which numbers may be dialled, by page and by REST."""

from typing import Any

import pytest
from django.test import Client

from cc_saas.lib.clock import now
from telephony.callbacks import selectors as callbacks
from telephony.dialing import selectors as dialing
from telephony.dialing.types import DAILY_CAP
from telephony.numbers import services as numbers
from tenants.accounts.types import Role
from tenants.audit.models import AuditEntry
from tenants.directory.models import Tenant
from tenants.directory.services import create_company
from tests.telephony.queues.test_pages import acme as acme
from tests.telephony.queues.test_pages import browser, program

pytestmark = pytest.mark.django_db

FORM = {"is_on": "on", "offered_after": "90", "countries": "am, TR", "daily_cap": "300"}


def settled(company: Tenant) -> tuple[object, ...]:
    terms = callbacks.terms_of(tenant_id=company.pk)
    return (terms.is_on, terms.offered_after, *dialing.settled(tenant_id=company.pk))


def put(client: Client, path: str, **body: Any) -> Any:
    return client.put(f"/api/v1/{path}/", data=body, content_type="application/json")


def test_an_owner_settles_both_on_the_page(acme: Tenant) -> None:
    numbers.assign_number(e164="+995322000120", tenant_id=acme.pk, now=now())
    client = browser(acme)
    assert "60" in client.get("/calling/").content.decode()
    assert client.post("/calling/", FORM).status_code == 302
    assert settled(acme) == (True, 90, ["GE"], ["AM", "TR"], 300)
    page = client.get("/calling/").content.decode()
    assert 'value="AM TR"' in page
    verbs = AuditEntry.objects.filter(company_id=acme.pk, verb__endswith=".settled")
    assert set(verbs.values_list("verb", flat=True)) == {"callbacks.settled", "dialing.settled"}


@pytest.mark.parametrize(
    "wrong",
    [{"countries": "XX"}, {"daily_cap": str(DAILY_CAP + 1)}, {"offered_after": "soon"}, {"offered_after": "9999"}],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_saved(acme: Tenant, wrong: dict[str, str]) -> None:
    before = settled(acme)
    answer = browser(acme).post("/calling/", FORM | wrong)
    assert answer.status_code == 400
    assert "Nothing was saved" in answer.content.decode()
    assert settled(acme) == before


def test_a_viewer_reads_and_changes_nothing(acme: Tenant) -> None:
    client = browser(acme, Role.VIEWER)
    assert "disabled" in client.get("/calling/").content.decode()
    assert client.post("/calling/", FORM).status_code == 403
    assert not AuditEntry.objects.filter(verb="callbacks.settled").exists()


def test_by_rest_each_company_for_itself(acme: Tenant) -> None:
    other = create_company(slug="globex", name="Globex", language="en", timezone="UTC")[0]
    before, client = settled(other), program(acme)
    assert put(client, "callback-settings", is_on=False, offered_after=0).status_code == 200
    assert client.get("/api/v1/callback-settings/").json() == {"is_on": False, "offered_after": 0}
    answer = put(client, "dial-rules", countries=["us"], daily_cap=10)
    assert answer.json() == {"own_countries": [], "countries": ["US"], "daily_cap": 10}
    assert put(client, "dial-rules", countries=["XX"], daily_cap=10).status_code == 400
    assert put(client, "dial-rules", countries=[], daily_cap=DAILY_CAP * 2).status_code == 400
    assert put(client, "callback-settings", is_on=True, offered_after=9999).status_code == 400
    assert settled(acme) == (False, 0, [], ["US"], 10)
    assert settled(other) == before
