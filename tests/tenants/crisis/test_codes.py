"""The code for the telephone: two people let it work, one takes it away, and whoever guesses shuts it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from tenants.accounts.services import add_member, create_user
from tenants.accounts.types import Role
from tenants.audit.models import AuditEntry
from tenants.audit.services import Actor
from tenants.crisis import codes, mails, selectors, services
from tenants.crisis.models import CodePass, Crisis, CrisisCode
from tenants.crisis.types import CODE_TIME, MOST_WRONG, CrisisRefused, News, Plan, Tried
from tenants.directory.models import Tenant
from tenants.directory.services import create_company

pytestmark = pytest.mark.django_db
NOON = datetime.now(UTC).replace(microsecond=0)
PIA, QUINN = Actor(id="1", label="Pia"), Actor(id="2", label="Quinn")
PHONE, STRANGER = "+442079460000", "+442079460001"


def company(slug: str) -> Tenant:
    made = create_company(slug=slug, name=slug.title(), language="en", timezone="UTC")[0]
    services.save_plan(company=made, plan=Plan(minutes=60), actor=PIA, now=NOON)
    return made


@pytest.fixture
def acme() -> Tenant:
    return company("acme")


def working_code(owner: Tenant) -> str:
    code = codes.make(company=owner, phones=[PHONE], actor=PIA, now=NOON)
    codes.agree(company=owner, actor=QUINN, now=NOON)
    return code


def tried(owner: Tenant, code: str, *, phone: str = PHONE, minutes: float = 0) -> Tried:
    at = NOON + timedelta(minutes=minutes)
    return codes.try_code(company_id=owner.pk, phone=phone, code=code, call="CA1", now=at)


def switched(owner: Tenant, *, minutes: float = 0) -> Crisis | None:
    return codes.switch_on(company_id=owner.pk, call="CA1", now=NOON + timedelta(minutes=minutes))


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08d}"


def test_it_works_when_a_second_person_has_agreed_and_not_before(acme: Tenant) -> None:
    code = codes.make(company=acme, phones=[PHONE], actor=PIA, now=NOON)
    assert tried(acme, code) is Tried.SHUT
    assert not selectors.holds_key(tenant_id=acme.pk, phone=PHONE, now=NOON)
    with pytest.raises(CrisisRefused, match="same_maker"):
        codes.agree(company=acme, actor=PIA, now=NOON)
    codes.agree(company=acme, actor=QUINN, now=NOON)
    assert selectors.holds_key(tenant_id=acme.pk, phone=PHONE, now=NOON)
    assert tried(acme, code) is Tried.RIGHT
    begun = switched(acme)
    assert begun is not None
    assert (begun.asked_by, begun.consent_at) == (PHONE, None)
    assert selectors.present(tenant_id=acme.pk, now=NOON + timedelta(minutes=59)) is not None
    assert selectors.present(tenant_id=acme.pk, now=NOON + timedelta(minutes=60)) is None


def test_the_code_stands_nowhere(acme: Tenant) -> None:
    code = working_code(acme)
    tried(acme, wrong(code))
    tried(acme, code)
    switched(acme)
    rows = [*CrisisCode.objects.values(), *AuditEntry.objects.values(), *Crisis.objects.values()]
    assert not any(code in str(row) or wrong(code) in str(row) for row in rows)
    noted = AuditEntry.objects.filter(verb="crisis.by_code").get()
    assert noted.actor_label == PHONE


@pytest.mark.parametrize("why", ["revoked", "expired", "renewed", "stranger", "rival"])
def test_what_is_not_this_companys_code_now_does_nothing(acme: Tenant, why: str) -> None:
    code, at, phone = working_code(acme), 0.0, PHONE
    if why == "revoked":
        codes.revoke(company=acme, actor=PIA, now=NOON)
    if why == "expired":
        at = CODE_TIME.total_seconds() / 60
    if why == "renewed":
        working_code(acme)
    if why == "stranger":
        phone = STRANGER
    if why == "rival":
        rival = company("globex")
        working_code(rival)
        assert tried(rival, code) is Tried.WRONG
        assert switched(rival) is None
        return
    assert tried(acme, code, phone=phone, minutes=at) is not Tried.RIGHT
    assert switched(acme, minutes=at) is None
    assert Crisis.objects.count() == 0


def test_five_wrong_codes_in_an_hour_shut_it_for_an_hour(acme: Tenant) -> None:
    code = working_code(acme)
    for minute in range(MOST_WRONG):
        assert tried(acme, wrong(code), minutes=minute) is Tried.WRONG
    assert tried(acme, code, minutes=5) is Tried.SHUT
    assert tried(acme, code, minutes=63) is Tried.SHUT
    assert tried(acme, code, minutes=64) is Tried.RIGHT
    assert AuditEntry.objects.filter(verb="crisis.code_locked").count() == 1


def test_wrong_codes_far_apart_shut_nothing(acme: Tenant) -> None:
    code = working_code(acme)
    for hour in range(2 * MOST_WRONG):
        tried(acme, wrong(code), minutes=30 * hour)
    assert tried(acme, code, minutes=600) is Tried.RIGHT


def test_a_code_that_goes_while_she_listens_switches_nothing_on(acme: Tenant) -> None:
    tried(acme, working_code(acme))
    codes.revoke(company=acme, actor=PIA, now=NOON)
    assert CodePass.objects.count() == 0
    assert switched(acme) is None


def test_she_switches_on_the_plan_that_she_heard_once_and_in_time(acme: Tenant) -> None:
    code = working_code(acme)
    tried(acme, code)
    assert switched(acme, minutes=4) is None, "she has waited too long"
    tried(acme, code)
    services.save_plan(company=acme, plan=Plan(minutes=600), actor=PIA, now=NOON)
    services.ask(company=acme, actor=PIA, now=NOON)
    begun = switched(acme)
    assert begun is not None
    assert begun.ends_at == NOON + timedelta(minutes=60)
    assert switched(acme) is None
    with pytest.raises(CrisisRefused, match="lapsed"):
        services.confirm(company=acme, actor=QUINN, now=NOON)


def test_every_owner_is_told_in_her_language_and_nobody_else(acme: Tenant) -> None:
    for name, role, language in (
        ("pia", Role.OWNER, "en"), ("quinn", Role.OWNER, "ru"), ("vera", Role.VIEWER, "en"),
    ):  # fmt: skip
        user, _ = create_user(email=f"{name}@acme.test", name=name, password="a long enough secret")
        user.language = language
        user.save()
        add_member(user=user, role=role, tenant_id=acme.pk)
    tried(acme, working_code(acme))
    switched(acme)
    assert mails.tell(company_id=acme.pk, news=News.SWITCHED_ON) == 2
    assert {one.to[0] for one in mail.outbox} == {"pia@acme.test", "quinn@acme.test"}
    english, russian = mail.outbox
    assert english.subject == "Acme: the crisis is on"
    assert f"Switched on by {PHONE} at" in english.body
    assert english.subject != russian.subject
