"""A company's people prepare a crisis and switch it on; the coordinator sees what it means for everybody."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from agents.presence.models import OperatorState
from cc_saas.lib.clock import now
from cc_saas.lib.livemap import forget_all
from telephony.waits.models import Wait
from tenants.accounts.services import add_member, create_user
from tenants.accounts.types import Role
from tenants.crisis import selectors
from tenants.crisis.models import Crisis
from tenants.directory.models import Tenant
from tenants.directory.services import create_company
from tenants.terms import services as terms
from tenants.terms.types import Promise
from tests.factories.cast import make_agent
from tests.journeys.crisis import PIA

pytestmark = pytest.mark.django_db
FORM = {
    "greeting-en": "All boilers are out of order.", "phrase-en": "Acme emergency.", "flow": "", "priority": "10",
    "after": "60", "to": "message", "number": "", "reserved": "30", "minutes": "120",
}  # fmt: skip


@pytest.fixture
def acme() -> Tenant:
    forget_all()
    return create_company(slug="acme", name="Acme", language="en", timezone="Asia/Tbilisi")[0]


def browser(name: str, role: Role, company: Tenant | None) -> Client:
    user, _ = create_user(email=f"{name}@example.org", name=name.title(), password="a long enough secret")
    add_member(user=user, role=role, tenant_id=company.pk if company else None)
    client = Client(headers={"host": company.host if company else "localhost"})
    client.force_login(user, backend="tenants.accounts.backends.MembershipBackend")
    session = client.session
    session["company_id"] = company.pk if company else 0
    session.save()
    return client


def page(client: Client, path: str = "/crisis/") -> str:
    return client.get(path).content.decode()


def test_two_owners_switch_it_on_and_every_page_says_so(acme: Tenant) -> None:
    pia, quinn = browser("pia", Role.OWNER, acme), browser("quinn", Role.OWNER, acme)
    assert "Ask to switch it on" not in page(pia), "nothing is prepared"
    assert pia.post("/crisis/plan/", FORM).status_code == 302
    assert pia.post("/crisis/ask/").status_code == 302
    assert "Somebody else confirms it" in page(pia)
    refused = pia.post("/crisis/confirm/")
    assert refused.status_code == 409
    assert "Somebody else has to confirm" in refused.content.decode()
    assert quinn.post("/crisis/confirm/").status_code == 302
    for path in ("/crisis/", "/queues/", "/menus/", "/calls/"):
        assert "Crisis is on" in page(pia, path)
    assert pia.post("/crisis/end/").status_code == 302
    assert "Crisis is on" not in page(quinn, "/queues/")
    assert "ended by Pia" in page(quinn)


def test_a_viewer_looks_and_touches_nothing(acme: Tenant) -> None:
    browser("pia", Role.OWNER, acme).post("/crisis/plan/", FORM)
    viewer = browser("vera", Role.VIEWER, acme)
    assert "All boilers are out of order." in page(viewer)
    for path in ("plan", "code", "code/agree", "code/revoke", "ask", "confirm", "end"):
        assert viewer.post(f"/crisis/{path}/", FORM).status_code == 403
    assert Crisis.objects.count() == 0


def test_a_code_is_shown_once_and_works_when_another_owner_agrees(acme: Tenant) -> None:
    pia, quinn = browser("pia", Role.OWNER, acme), browser("quinn", Role.OWNER, acme)
    pia.post("/crisis/plan/", FORM)
    assert pia.post("/crisis/code/", {"phones": "not a number"}).status_code == 409
    made = pia.post("/crisis/code/", {"phones": "+44 20 7946 0199\n"})
    found = re.search(r"code-shown\">(\d{4}) (\d{4})<", made.content.decode())
    assert found
    assert "no-store" in made.headers["Cache-Control"]
    assert found[1] + " " + found[2] not in page(pia) + page(quinn)
    assert pia.post("/crisis/code/agree/").status_code == 409
    assert quinn.post("/crisis/code/agree/").status_code == 302
    assert selectors.holds_key(tenant_id=acme.pk, phone="+442079460199", now=now())
    assert pia.post("/crisis/code/revoke/").status_code == 302
    assert not selectors.holds_key(tenant_id=acme.pk, phone="+442079460199", now=now())


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"minutes": "2"}, "from 5 minutes to 24 hours"),
        ({"priority": "101"}, "from 0 to 100"),
        ({"flow": "999"}, "not there any more"),
        ({"to": "number", "number": "112"}, "ordinary numbers"),
        ({"reserved": "many"}, "a whole number"),
    ],
)
def test_what_cannot_be_is_refused(acme: Tenant, sent: dict[str, str], said: str) -> None:
    answer = browser("pia", Role.OWNER, acme).post("/crisis/plan/", FORM | sent)
    assert answer.status_code == 409
    assert said in answer.content.decode()
    assert selectors.prepared(tenant_id=acme.pk) is None


def busy_hour(acme: Tenant) -> Tenant:
    """One operator for two companies, and callers of both in the last hour."""
    rival = create_company(slug="globex", name="Globex Rivals", language="en", timezone="UTC")[0]
    at = now()
    ana = make_agent(name="Ana", companies=["acme", "globex"], languages=["en"])
    OperatorState.objects.filter(pk=ana.id).update(state="READY")
    for place in range(12):
        for company in (acme, rival):
            begun = at.replace(microsecond=0)
            Wait.objects.create(
                call_id=uuid4(), tenant=company, language="en", outcome="ANSWERED", entered_at=begun, settled_at=at,
                wait_time=float(place),
            )  # fmt: skip
    return rival


def test_its_effect_names_no_other_company_but_to_the_coordinator(acme: Tenant) -> None:
    busy_hour(acme)
    at = now()
    terms.agree(company=acme, promise=Promise(reserved=5), starts_at=at, actor=PIA, now=at)
    pia, quinn = browser("pia", Role.OWNER, acme), browser("quinn", Role.OWNER, acme)
    pia.post("/crisis/plan/", FORM)
    shown = page(pia)
    assert "1 other company" in shown
    assert "Globex" not in shown
    pia.post("/crisis/ask/")
    quinn.post("/crisis/confirm/")
    cora = browser("cora", Role.COORDINATOR, None)
    shown = page(cora, "/crises/")
    assert "Globex Rivals" in shown
    assert "It wants 30 reserved answers an hour; the contract has 5." in shown
    crisis = Crisis.objects.get()
    assert pia.post(f"/crises/{crisis.pk}/consent/").status_code == 404
    assert cora.post(f"/crises/{crisis.pk}/consent/").status_code == 302
    assert "Cora" in page(cora, "/crises/")
    assert "The coordinator has consented" in page(pia)
