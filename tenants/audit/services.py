"""Adding to the audit."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tenants.audit.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: an opaque id, and the name as it was then. Empty for the product itself."""

    id: str = ""
    label: str = ""


class Company(Protocol):
    @property
    def id(self) -> int: ...

    @property
    def name(self) -> str: ...


def note(*, actor: Actor, company: Company | None, verb: str, now: datetime, **details: Any) -> None:
    """Add one entry, in the caller's transaction: what is rolled back was not done."""
    AuditEntry.objects.create(
        at=now,
        actor_id=actor.id,
        actor_label=actor.label,
        company_id=company.id if company is not None else None,
        company_label=company.name if company is not None else "",
        verb=verb,
        details=details,
    )
