"""Writes of crises. Who may is decided at the door; whatever is done is noted in the audit.

Two people switch it on, or one with a code by telephone (`codes`); one switches it off.
"""

from datetime import datetime, timedelta

from django.db import transaction

from cc_saas.lib import alerts
from cc_saas.lib.tasks import send_on_commit
from tenants.audit.services import Actor, note
from tenants.crisis import selectors
from tenants.crisis.models import Crisis, CrisisPlan
from tenants.crisis.types import CrisisRefused, News, Phase, Plan, check
from tenants.directory.models import Tenant


@transaction.atomic
def save_plan(*, company: Tenant, plan: Plan, actor: Actor, now: datetime) -> CrisisPlan:
    """Keep what a company prepares. A crisis that is on goes on as it began. Raises CrisisRefused."""
    check(plan)
    values = {"plan": selectors.kept(plan), "changed_at": now, "changed_by": actor.label}
    row, _ = CrisisPlan.objects.update_or_create(tenant=company, defaults=values)
    note(actor=actor, company=company, verb="crisis.planned", now=now, plan=values["plan"])
    selectors.changed()
    return row


@transaction.atomic
def ask(*, company: Tenant, actor: Actor, now: datetime) -> Crisis:
    """The first of two people wants it on. Raises CrisisRefused."""
    prepared = _prepared(company)
    latest = selectors.latest(tenant_id=company.pk)
    if latest is not None and latest.phase(at=now) in (Phase.ON, Phase.ASKED):
        raise CrisisRefused("already")
    made = Crisis.objects.create(
        tenant=company, plan=prepared.plan, asked_at=now, asked_by_id=actor.id, asked_by=actor.label
    )
    note(actor=actor, company=company, verb="crisis.asked", now=now, crisis_id=made.pk)
    return made


@transaction.atomic
def confirm(*, company: Tenant, actor: Actor, now: datetime) -> Crisis:
    """The second of two people wants it on: it begins. Raises CrisisRefused."""
    _prepared(company)
    latest = selectors.latest(tenant_id=company.pk)
    if latest is None or latest.phase(at=now) is not Phase.ASKED:
        raise CrisisRefused("lapsed")
    if not actor.id or latest.asked_by_id == actor.id:
        raise CrisisRefused("same_person")
    return begin(row=latest, actor=actor, verb="crisis.confirmed", now=now)


@transaction.atomic
def end(*, company: Tenant, actor: Actor, now: datetime) -> None:
    """One person switches it off, or takes back what she asked for. Raises CrisisRefused where there is nothing."""
    _prepared(company)
    latest = selectors.latest(tenant_id=company.pk)
    phase = latest.phase(at=now) if latest is not None else None
    if latest is None or phase not in (Phase.ON, Phase.ASKED):
        raise CrisisRefused("nothing")
    take_back(row=latest, actor=actor, now=now)


@transaction.atomic
def consent(*, crisis_id: int, actor: Actor, now: datetime) -> Crisis:
    """The coordinator consents to what the plan wants beyond the contract's reserve. Raises CrisisRefused."""
    row = Crisis.objects.select_for_update().select_related("tenant").filter(pk=crisis_id).first()
    if row is None or row.phase(at=now) not in (Phase.ON, Phase.ASKED):
        raise CrisisRefused("nothing")
    row.consent_at, row.consent_by = now, actor.label
    row.save(update_fields=["consent_at", "consent_by"])
    note(actor=actor, company=row.tenant, verb="crisis.consented", now=now, crisis_id=row.pk)
    selectors.changed()
    return row


def take_back(*, row: Crisis, actor: Actor, now: datetime) -> None:
    """Let a crisis be over, or what was only asked for be nothing. In the caller's transaction."""
    row.begins_at, row.ends_at, row.ended_by = row.begins_at or now, now, actor.label
    row.save(update_fields=["begins_at", "ends_at", "ended_by"])
    note(actor=actor, company=row.tenant, verb="crisis.ended", now=now, crisis_id=row.pk)
    selectors.changed()


def hold(*, company_id: int) -> Crisis | None:
    """Lock the company's plan in the caller's transaction, and return the crisis that was asked for last."""
    CrisisPlan.objects.select_for_update().filter(pk=company_id).first()
    return selectors.latest(tenant_id=company_id)


def begin(*, row: Crisis, actor: Actor, verb: str, now: datetime) -> Crisis:
    """Let a crisis begin, whoever has let it: noted, told to the alarm and to the owners. In the caller's transaction."""
    minutes = selectors.plan_of(row.plan).minutes
    row.begins_at, row.ends_at, row.confirmed_by = now, now + timedelta(minutes=minutes), actor.label
    row.save(update_fields=["begins_at", "ends_at", "confirmed_by"])
    note(
        actor=actor,
        company=row.tenant,
        verb=verb,
        now=now,
        crisis_id=row.pk,
        ends_at=row.ends_at.isoformat(),
    )
    alerts.raise_alert("crisis-on", tenant_id=row.tenant_id, crisis_id=row.pk)
    tell_owners(tenant_id=row.tenant_id, news=News.SWITCHED_ON)
    selectors.changed()
    return row


def tell_owners(*, tenant_id: int, news: News) -> None:
    """Let the owners of a company have a mail once the running transaction has committed."""
    send_on_commit("tenants.crisis.tell_owners", company_id=tenant_id, news=news.value)


def _prepared(company: Tenant) -> CrisisPlan:
    """The plan, locked: of two people who press at once one is the first."""
    row = CrisisPlan.objects.select_for_update().filter(pk=company.pk).first()
    if row is None:
        raise CrisisRefused("no_plan")
    return row
