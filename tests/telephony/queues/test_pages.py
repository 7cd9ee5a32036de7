"""What a company's people settle about their queues, by page and by REST."""

from typing import Any

import pytest
from django.test import Client

from agents.roster import services as roster
from cc_saas.lib.clock import now
from telephony.queues import selectors, services
from telephony.queues.models import Queue
from tenants.accounts.models import User
from tenants.accounts.services import add_member, create_user, issue_token
from tenants.accounts.types import Role
from tenants.directory.models import Tenant
from tenants.directory.services import create_company

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Repairs", "language": "en", "languages": "en ru", "priority": "3", "target_percent": "90",
    "target_time": "15", "short_abandon_time": "5", "heard": "MUSIC", "wrap_up_mode": "TIMED", "wrap_up_time": "45",
    "tells_wait": "on", "ring-0-after": "20", "ring-0-lower": "1", "ring-1-after": "40", "ring-1-groups": "all",
    "step-0-after": "120", "step-0-to": "message", "step-1-after": "30", "step-1-to": "callback",
}  # fmt: skip


@pytest.fixture
def acme() -> Tenant:
    company = create_company(slug="acme", name="Acme", language="en", timezone="UTC")[0]
    services.open_default_queue(tenant_id=company.pk, name="General", language="en")
    return company


def person(company: Tenant, role: Role) -> User:
    user, _ = create_user(
        email=f"{role.lower()}@example.org", name=role.title(), password="a long enough secret"
    )
    add_member(user=user, role=role, tenant_id=company.pk)
    return user


def browser(company: Tenant, role: Role = Role.OWNER) -> Client:
    client = Client(headers={"host": company.host})
    client.force_login(person(company, role), backend="tenants.accounts.backends.MembershipBackend")
    session = client.session
    session["company_id"] = company.pk
    session.save()
    return client


def program(company: Tenant) -> Client:
    secret = issue_token(now=now(), tenant_id=company.pk)
    return Client(headers={"host": company.host, "authorization": f"Bearer {secret}"})


def general(company: Tenant) -> Queue:
    return selectors.default_queue(tenant_id=company.pk)


def test_an_owner_opens_changes_deletes_and_brings_back(acme: Tenant) -> None:
    client = browser(acme)
    made = client.post("/queues/new/", FORM)
    queue = Queue.objects.get(name="Repairs")
    assert made["Location"] == f"/queues/{queue.pk}/"
    draft = selectors.draft_of(queue)
    assert [(ring.after_time, ring.lower_by, ring.is_open_to_all) for ring in draft.rings] == [
        (20, 1, False),
        (40, 0, True),
    ]
    assert [(step.after_time, step.action) for step in draft.overflow] == [
        (30, "CALLBACK"),
        (120, "VOICEMAIL"),
    ]
    client.post(f"/queues/{queue.pk}/", FORM | {"is_urgent": "on"})
    page = client.get(f"/queues/{queue.pk}/").content.decode()
    assert "Changed: Urgent line" in page
    assert client.post(f"/queues/{queue.pk}/delete/").status_code == 302
    assert client.get(f"/queues/{queue.pk}/").status_code == 404
    assert "Repairs was deleted" in client.get("/queues/").content.decode()
    client.post(f"/queues/{queue.pk}/restore/")
    assert client.get(f"/queues/{queue.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": " "}, "Name.</span> This is missing."),
        ({"priority": "much"}, "Write a whole number."),
        ({"ring-1-after": "20"}, "begin at the same second"),
        ({"ring-1-groups": ""}, "Say what is asked less"),
        ({"step-0-to": "999999"}, "not there any more"),
        ({"step-0-to": "number", "step-0-number": "+44 909 879 0123"}, "ordinary numbers"),
        ({"step-0-to": "number"}, "ordinary numbers"),
        ({"max_wait_time": "999999"}, "too small or too large"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_named_and_nothing_is_saved(acme: Tenant, sent: dict[str, str], said: str) -> None:
    answer = browser(acme).post("/queues/new/", FORM | sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Queue.objects.filter(name="Repairs").exists()


def test_the_general_queue_stays(acme: Tenant) -> None:
    assert browser(acme).post(f"/queues/{general(acme).pk}/delete/").status_code == 404
    refused = program(acme).delete(f"/api/v1/queues/{general(acme).pk}/")
    assert (refused.status_code, refused.json()["code"]) == (409, "queue_needed")


def test_a_viewer_reads_and_changes_nothing(acme: Tenant) -> None:
    client, path = browser(acme, Role.VIEWER), f"/queues/{general(acme).pk}/"
    assert client.get("/queues/").status_code == 200
    page = client.get(path).content.decode()
    assert '<fieldset class="stack-wide" disabled>' in page
    assert 'type="submit">Save' not in page
    assert client.post(path, FORM).status_code == 403
    assert client.get("/queues/new/").status_code == 403
    assert general(acme).name == "General"


def test_by_rest(acme: Tenant) -> None:
    api = program(acme)
    sent: dict[str, Any] = {
        "name": "Sales",
        "language": "en",
        "rings": [{"after_time": 10, "is_open_to_all": True}],
    }
    made = api.post("/api/v1/queues/", sent, content_type="application/json")
    assert made.status_code == 201
    path = f"/api/v1/queues/{made.json()['id']}/"
    assert api.get(path).json()["rings"][0]["after_time"] == 10
    wrong = api.put(
        path,
        sent | {"overflow": [{"after_time": 5, "action": "QUEUE", "queue_id": 1}]},
        content_type="application/json",
    )
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["overflow"])
    assert wrong["Content-Type"] == "application/problem+json"
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404
    assert api.post(f"{path}restore/").status_code == 200


def test_another_companys_queue_is_not_there(acme: Tenant) -> None:
    globex = create_company(slug="globex", name="Globex", language="en", timezone="UTC")[0]
    theirs = services.open_default_queue(tenant_id=globex.pk, name="Theirs", language="en")
    client, api = browser(acme), program(acme)
    assert client.get(f"/queues/{theirs.pk}/").status_code == 404
    assert client.post(f"/queues/{theirs.pk}/", FORM).status_code == 404
    assert api.delete(f"/api/v1/queues/{theirs.pk}/").status_code == 404
    group = roster.save_group(tenant_id=globex.pk, name="Sales", operator_ids=[])
    assert api.delete(f"/api/v1/operator-groups/{group.pk}/").status_code == 404
    refused = client.post("/queues/new/", FORM | {"group_ids": str(group.pk)})
    assert refused.status_code == 400


def test_a_group_is_of_those_who_are_cleared(acme: Tenant) -> None:
    operators = []
    for name, cleared in (("ana", [acme.pk]), ("ben", [])):
        user, _ = create_user(email=f"{name}@example.org", name=name, password="a long enough secret")
        operator, _ = roster.hire(user_id=user.pk, name=name.title(), languages=["en"], now=now())
        roster.clear(operator=operator, tenant_ids=cleared, now=now())
        operators.append(operator)
    client = browser(acme)
    assert client.post("/queues/groups/", {"name": "Own", "members": [operators[1].pk]}).status_code == 400
    client.post("/queues/groups/", {"name": "Own", "members": [operators[0].pk]})
    page = client.get("/queues/").content.decode()
    assert "Own" in page
    assert "Ben" not in page
