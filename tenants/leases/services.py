"""Writes of duty leases. Each is written into the company's audit with the act itself."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tenants.audit import services as audit
from tenants.audit.services import Actor
from tenants.directory.models import Tenant
from tenants.leases.models import DutyLease
from tenants.leases.types import LEASE_TIME, Subject


@transaction.atomic
def take(
    *, actor: Actor, company: Tenant, subject: Subject, subject_id: UUID, reason: str, now: datetime
) -> DutyLease:
    """Let a person see one object of a company for LEASE_TIME from now; taken again, it runs anew with the new reason.

    Whether she may serve the company at all is for whoever calls this to know.
    """
    until = now + timedelta(seconds=LEASE_TIME)
    lease, _ = DutyLease.objects.update_or_create(
        person_id=UUID(actor.id), subject=subject, subject_id=subject_id,
        defaults={"tenant": company, "reason": reason, "taken_at": now, "expires_at": until},
    )  # fmt: skip
    _note(actor, company, "lease.taken", lease, now, reason=reason, until=until.isoformat())
    return lease


@transaction.atomic
def give_back(*, actor: Actor, subject: Subject, subject_id: UUID, now: datetime) -> bool:
    """End a lease before its time; False where there is none."""
    own = DutyLease.objects.select_related("tenant").filter(person_id=UUID(actor.id), subject=subject)
    lease = own.filter(subject_id=subject_id, expires_at__gt=now).first()
    if lease is None:
        return False
    DutyLease.objects.filter(pk=lease.pk).update(expires_at=now)
    _note(actor, lease.tenant, "lease.given_back", lease, now)
    return True


def note_read(*, actor: Actor, lease: DutyLease, what: str, now: datetime) -> None:
    """Write down that she looked, and at what."""
    _note(actor, lease.tenant, "lease.read", lease, now, what=what, reason=lease.reason)


def forget(*, before: datetime) -> int:
    """Delete leases that ended before an instant; returns how many."""
    forgotten, _ = DutyLease.objects.filter(expires_at__lt=before).delete()
    return forgotten


def _note(
    actor: Actor, company: Tenant, verb: str, lease: DutyLease, now: datetime, **details: object
) -> None:
    named = {lease.subject.lower(): str(lease.subject_id)}
    audit.note(actor=actor, company=company, verb=verb, now=now, **named, **details)
