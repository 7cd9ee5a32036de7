"""The queues that the demo's companies have beside their general one, and what is agreed with each company."""

from datetime import datetime

from telephony.demo.cast import COORDINATOR
from telephony.demo.types import Company
from telephony.queues import arranging, selectors
from tenants.audit.services import Actor
from tenants.directory.models import Tenant
from tenants.terms import selectors as terms_read
from tenants.terms import services as terms


def load_queues(*, company: Company, tenant: Tenant, now: datetime) -> None:
    """Open the queues that the company has not. Their skills must be known: the operators come first."""
    known = codes(tenant=tenant)
    for draft in company.queues:
        if draft.name not in known:
            arranging.save_queue(company=tenant, draft=draft, actor=Actor(label=company.owner.name), now=now)


def load_terms(*, company: Company, tenant: Tenant, now: datetime) -> None:
    """Agree with the company what it is promised, unless anything was agreed."""
    if not terms_read.versions(tenant_id=tenant.pk):
        actor = Actor(label=COORDINATOR.name)
        terms.agree(company=tenant, promise=company.promise, starts_at=now, actor=actor, now=now)


def codes(*, tenant: Tenant) -> dict[str, str]:
    """Return the codes of a company's queues by their names."""
    return {queue.name: queue.code for queue in selectors.queues_of(tenant_id=tenant.pk)}
