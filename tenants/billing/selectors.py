"""Reads of what closed calls used."""

from uuid import UUID

from tenants.billing.models import UsageRecord


def company_of_call(*, call_id: UUID) -> int | None:
    """Return the id of the company that a closed call belongs to; None for one that was never metered."""
    return UsageRecord.objects.filter(call_id=call_id).values_list("tenant_id", flat=True).first()
