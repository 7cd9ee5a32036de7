"""The crisis by REST: the rules of the page, and a key that is no person."""

import pytest
from django.test import Client

from cc_saas.lib.clock import now
from tenants.accounts.services import issue_token
from tenants.accounts.types import Role
from tenants.audit import selectors as audit
from tenants.crisis.models import Crisis
from tenants.directory.models import Tenant
from tests.telephony.crisis.test_pages import FORM, acme, browser

__all__ = ["acme"]
pytestmark = pytest.mark.django_db
PATH = "/api/v1/crisis/"


def test_two_people_switch_it_on_and_a_key_only_off(acme: Tenant) -> None:
    pia, quinn = browser("pia", Role.OWNER, acme), browser("quinn", Role.OWNER, acme)
    secret = issue_token(now=now(), tenant_id=acme.pk)
    key = Client(headers={"host": acme.host, "authorization": f"Bearer {secret}"})
    assert key.get(PATH).json() == dict.fromkeys(key.get(PATH).json()) | {"phase": "OVER"}, (
        "nothing is prepared"
    )
    assert _problem(pia, "ask") == (409, "no_plan", "Save the plan first.")
    pia.post("/crisis/plan/", FORM)
    assert _problem(key, "ask")[:2] == (403, "person_needed")
    assert not Crisis.objects.exists()
    asked = pia.post(f"{PATH}ask/").json()
    assert (asked["phase"], asked["asked_by"], asked["begins_at"]) == ("ASKED", "Pia", None)
    assert _problem(pia, "confirm")[:2] == (409, "same_person")
    assert _problem(key, "confirm")[:2] == (403, "person_needed")
    begun = quinn.post(f"{PATH}confirm/").json()
    assert (begun["phase"], begun["confirmed_by"], begun["plan"]["priority"]) == ("ON", "Quinn", 10)
    assert key.get(PATH).json() == begun
    assert key.post(f"{PATH}end/").json()["phase"] == "OVER"
    assert _problem(key, "end")[:2] == (409, "nothing")
    assert audit.entries(company_id=acme.pk).filter(verb="crisis.ended").get().actor_label.startswith("key ")


def test_a_viewer_reads_by_rest_and_touches_nothing(acme: Tenant) -> None:
    browser("pia", Role.OWNER, acme).post("/crisis/plan/", FORM)
    viewer = browser("vera", Role.VIEWER, acme)
    assert viewer.get(PATH).json()["plan"]["greeting"] == {"en": FORM["greeting-en"]}
    assert {viewer.post(f"{PATH}{act}/").status_code for act in ("ask", "confirm", "end")} == {403}
    assert not Crisis.objects.exists()


def _problem(client: Client, act: str) -> tuple[int, str, str]:
    answer = client.post(f"{PATH}{act}/")
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"], answer.json()["detail"]
