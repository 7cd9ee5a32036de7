"""Reads of the numbers."""

from telephony.numbers.models import CentreDown, Number


def at_the_carrier() -> list[Number]:
    """Return every number that the carrier holds for us, with its company."""
    return list(Number.objects.exclude(carrier_sid="").select_related("tenant").order_by("e164"))


def of_company(*, tenant_id: int) -> frozenset[str]:
    """Return the numbers (E.164) that a company has, those included that answer no more for a while."""
    return frozenset(Number.objects.filter(tenant_id=tenant_id).values_list("e164", flat=True))


def centre_down() -> CentreDown | None:
    """Return since when, and by whom, every number is on its fallback; None where the centre works."""
    return CentreDown.objects.first()
