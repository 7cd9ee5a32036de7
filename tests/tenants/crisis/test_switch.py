"""A crisis is switched on by two people, off by one, and ends by itself: by the clock alone."""

from datetime import UTC, datetime, timedelta

import pytest

from tenants.audit.models import AuditEntry
from tenants.audit.services import Actor
from tenants.crisis import selectors, services
from tenants.crisis.types import CrisisRefused, Plan, Standing
from tenants.directory.models import Tenant
from tenants.directory.services import create_company

pytestmark = pytest.mark.django_db
NOON = datetime.now(UTC).replace(microsecond=0)
PIA, QUINN = Actor(id="1", label="Pia"), Actor(id="2", label="Quinn")


@pytest.fixture
def acme() -> Tenant:
    company = create_company(slug="acme", name="Acme", language="en", timezone="UTC")[0]
    services.save_plan(company=company, plan=Plan(minutes=60, priority=10), actor=PIA, now=NOON)
    return company


def on(company: Tenant, *, minutes: float = 0) -> Standing | None:
    return selectors.present(tenant_id=company.pk, now=NOON + timedelta(minutes=minutes))


def refusal(work: object, **named: object) -> str:
    with pytest.raises(CrisisRefused) as caught:
        work(**named)  # type: ignore[operator]
    return caught.value.code


def test_two_people_switch_it_on_and_it_ends_by_the_clock_alone(acme: Tenant) -> None:
    services.ask(company=acme, actor=PIA, now=NOON)
    assert on(acme) is None
    assert refusal(services.confirm, company=acme, actor=PIA, now=NOON) == "same_person"
    services.confirm(company=acme, actor=QUINN, now=NOON + timedelta(minutes=9))
    assert on(acme, minutes=8) is None
    assert on(acme, minutes=9) is not None
    assert on(acme, minutes=68) is not None
    assert on(acme, minutes=69) is None, "nothing has to run for it to end"
    assert set(AuditEntry.objects.values_list("verb", flat=True)) >= {"crisis.asked", "crisis.confirmed"}


def test_whoever_confirms_too_late_confirms_nothing(acme: Tenant) -> None:
    services.ask(company=acme, actor=PIA, now=NOON)
    late = NOON + timedelta(minutes=11)
    assert refusal(services.confirm, company=acme, actor=QUINN, now=late) == "lapsed"
    services.ask(company=acme, actor=QUINN, now=late)
    assert refusal(services.ask, company=acme, actor=PIA, now=late) == "already"


def test_one_person_switches_it_off(acme: Tenant) -> None:
    services.ask(company=acme, actor=PIA, now=NOON)
    services.confirm(company=acme, actor=QUINN, now=NOON)
    services.end(company=acme, actor=PIA, now=NOON + timedelta(minutes=5))
    assert on(acme, minutes=4) is not None
    assert on(acme, minutes=5) is None
    assert refusal(services.end, company=acme, actor=PIA, now=NOON + timedelta(minutes=6)) == "nothing"


def test_nothing_is_on_without_a_plan() -> None:
    company = create_company(slug="bare", name="Bare", language="en", timezone="UTC")[0]
    assert refusal(services.ask, company=company, actor=PIA, now=NOON) == "no_plan"


def test_the_reserve_beyond_the_contract_waits_for_consent(acme: Tenant) -> None:
    services.save_plan(company=acme, plan=Plan(reserved=50), actor=PIA, now=NOON)
    services.ask(company=acme, actor=PIA, now=NOON)
    row = services.confirm(company=acme, actor=QUINN, now=NOON)
    before = on(acme, minutes=5)
    assert before is not None
    assert before.reserved(at=NOON + timedelta(minutes=5)) is None
    services.consent(crisis_id=row.pk, actor=Actor(id="3", label="Cora"), now=NOON + timedelta(minutes=10))
    after = on(acme, minutes=11)
    assert after is not None
    assert after.reserved(at=NOON + timedelta(minutes=11)) == 50
