"""Reads of the numbers."""

from telephony.numbers.models import Number


def at_the_carrier() -> list[Number]:
    """Return every number that the carrier holds for us, with its company."""
    return list(Number.objects.exclude(carrier_sid="").select_related("tenant").order_by("e164"))
