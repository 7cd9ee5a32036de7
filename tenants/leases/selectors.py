"""Reads of duty leases."""

from datetime import datetime
from uuid import UUID

from tenants.leases.models import DutyLease
from tenants.leases.types import LeaseMissing, Subject


def access_lease(*, person_id: UUID, subject: Subject, subject_id: UUID, now: datetime) -> DutyLease:
    """Return the lease under which this person may see this object now, with its company. Raises LeaseMissing."""
    own = DutyLease.objects.select_related("tenant").filter(person_id=person_id, subject=subject)
    lease = own.filter(subject_id=subject_id, expires_at__gt=now).first()
    if lease is None:
        raise LeaseMissing(str(subject_id))
    return lease


def holds(*, person_id: UUID, subject: Subject, subject_id: UUID, now: datetime) -> bool:
    """Tell whether this person may see this object now."""
    own = DutyLease.objects.filter(person_id=person_id, subject=subject, subject_id=subject_id)
    return own.filter(expires_at__gt=now).exists()
