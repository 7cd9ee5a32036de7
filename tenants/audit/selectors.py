"""Reading the audit."""

from django.db.models import QuerySet

from tenants.audit.models import AuditEntry


def entries(*, company_id: int | None = None) -> QuerySet[AuditEntry]:
    """Newest first; of one company, or everything."""
    found = AuditEntry.objects.order_by("-at", "-id")
    return found if company_id is None else found.filter(company_id=company_id)


def about(*, company_id: int, subject: str, value: int, limit: int = 20) -> list[AuditEntry]:
    """Return the newest entries of a company whose details name this subject ("queue_id")."""
    return list(entries(company_id=company_id).filter(details__contains={subject: value})[:limit])
