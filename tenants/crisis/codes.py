"""The code with which one person switches a prepared crisis on by telephone. Two people let it work, one takes it away.

Neither the code nor what was keyed in instead of it stands in any row, log line or audit entry.
"""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from cc_saas.lib import alerts
from tenants.audit.services import Actor, note
from tenants.crisis import selectors, services
from tenants.crisis.models import CodePass, Crisis, CrisisCode
from tenants.crisis.types import (
    CODE_LENGTH,
    CODE_TIME,
    LOCK_TIME,
    MOST_PHONES,
    MOST_WRONG,
    PASS_TIME,
    WRONG_TIME,
    CrisisRefused,
    News,
    Phase,
    Plan,
    Tried,
)
from tenants.directory.models import Tenant


@transaction.atomic
def make(*, company: Tenant, phones: list[str], actor: Actor, now: datetime) -> str:
    """Make a new code for these telephones (E.164) and return it: this once. The one before ends now.

    It works from the moment when a second person agrees. Raises CrisisRefused.
    """
    services.hold(company_id=company.pk)
    if selectors.prepared(tenant_id=company.pk) is None:
        raise CrisisRefused("no_plan")
    if not 1 <= len(phones) <= MOST_PHONES:
        raise CrisisRefused("phones")
    code = f"{secrets.randbelow(10**CODE_LENGTH):0{CODE_LENGTH}}"
    CrisisCode.objects.filter(pk=company.pk).delete()
    CrisisCode.objects.create(
        tenant=company, code_hash=make_password(code), phones=phones, made_at=now, made_by_id=actor.id,
        made_by=actor.label, expires_at=now + CODE_TIME,
    )  # fmt: skip
    note(actor=actor, company=company, verb="crisis.code_made", now=now, phones=phones)
    services.tell_owners(tenant_id=company.pk, news=News.CODE_MADE)
    selectors.changed()
    return code


@transaction.atomic
def agree(*, company: Tenant, actor: Actor, now: datetime) -> None:
    """The second of two people lets the code work, without knowing it. Raises CrisisRefused."""
    row = _locked(company.pk)
    if row is None or row.agreed_at is not None:
        raise CrisisRefused("no_code")
    if not actor.id or row.made_by_id == actor.id:
        raise CrisisRefused("same_maker")
    row.agreed_at, row.agreed_by = now, actor.label
    row.save(update_fields=["agreed_at", "agreed_by"])
    note(actor=actor, company=company, verb="crisis.code_agreed", now=now, phones=row.phones)
    selectors.changed()


@transaction.atomic
def revoke(*, company: Tenant, actor: Actor, now: datetime) -> None:
    """One person takes the code away, at once. Raises CrisisRefused where there is none."""
    row = _locked(company.pk)
    if row is None:
        raise CrisisRefused("no_code")
    row.delete()
    note(actor=actor, company=company, verb="crisis.code_revoked", now=now)
    selectors.changed()


@transaction.atomic
def try_code(*, company_id: int, phone: str, code: str, call: str, now: datetime) -> Tried:
    """Somebody has keyed in a code. The right one lets this call switch on the plan as it is now; wrong ones are counted."""
    row = _locked(company_id)
    plan = selectors.prepared(tenant_id=company_id)
    if row is None or plan is None or phone not in row.phones or not row.works(at=now):
        return Tried.SHUT
    if not check_password(code, row.code_hash):  # compares in constant time
        _count_wrong(row, phone, now)
        return Tried.WRONG
    row.used_at, row.used_from, row.wrong_at = now, phone, []
    row.save(update_fields=["used_at", "used_from", "wrong_at"])
    CodePass.objects.update_or_create(
        call=call, defaults={"code": row, "phone": phone, "plan": plan.plan, "passed_at": now}
    )
    return Tried.RIGHT


def plan_passed(*, call: str) -> Plan | None:
    """Return the plan that this call may switch on."""
    found = CodePass.objects.filter(pk=call).first()
    return selectors.plan_of(found.plan) if found is not None else None


@transaction.atomic
def switch_on(*, company_id: int, call: str, now: datetime) -> Crisis | None:
    """Whoever keyed in the right code in this call confirms. Returns the crisis; None where the code went meanwhile."""
    row = _locked(company_id)
    mine = CodePass.objects.filter(pk=call, code=row, passed_at__gt=now - PASS_TIME).first() if row else None
    if row is None or mine is None or not row.works(at=now):
        return None
    mine.delete()
    actor = Actor(label=mine.phone)
    latest = services.hold(company_id=company_id)
    if latest is not None and latest.phase(at=now) is Phase.ON:
        return latest
    if latest is not None and latest.phase(at=now) is Phase.ASKED:
        services.take_back(row=latest, actor=actor, now=now)
    made = Crisis.objects.create(tenant=row.tenant, plan=mine.plan, asked_at=now, asked_by=mine.phone)
    return services.begin(row=made, actor=actor, verb="crisis.by_code", now=now)


def _count_wrong(row: CrisisCode, phone: str, now: datetime) -> None:
    lately = [at for at in row.wrong_at if at > now - WRONG_TIME]
    row.wrong_at = [*lately, now]
    actor = Actor(label=phone)
    note(actor=actor, company=row.tenant, verb="crisis.code_wrong", now=now)
    if len(row.wrong_at) >= MOST_WRONG:
        row.wrong_at, row.locked_until = [], now + LOCK_TIME
        note(actor=actor, company=row.tenant, verb="crisis.code_locked", now=now)
        alerts.raise_alert("crisis-code-locked", tenant_id=row.pk)
        services.tell_owners(tenant_id=row.pk, news=News.CODE_LOCKED)
    row.save(update_fields=["wrong_at", "locked_until"])


def _locked(company_id: int) -> CrisisCode | None:
    return (
        CrisisCode.objects.select_for_update(of=("self",))
        .select_related("tenant")
        .filter(pk=company_id)
        .first()
    )
