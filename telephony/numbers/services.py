"""Writes of phone numbers."""

from datetime import datetime

from cc_saas.lib import livemap
from telephony.numbers.models import CentreDown, Number
from telephony.numbers.types import LINES


class NumberTaken(ValueError):
    """The number belongs to another company."""


def assign_number(
    *, e164: str, tenant_id: int, now: datetime, carrier_sid: str = "", label: str = "", language: str = ""
) -> tuple[Number, bool]:
    """Give a number to a company; returns it and whether it is new. Raises NumberTaken."""
    number, created = Number.objects.get_or_create(
        e164=e164,
        defaults={
            "tenant_id": tenant_id,
            "carrier_sid": carrier_sid,
            "label": label,
            "language": language,
            "created_at": now,
        },
    )
    if number.tenant_id != tenant_id:
        raise NumberTaken(e164)
    return number, created


def answer_with(*, number: Number, flow_id: int | None) -> None:
    """Say which of the company's menus answers a number; None lets it ring at once."""
    Number.objects.filter(pk=number.pk).update(flow_id=flow_id)
    livemap.changed(LINES)


def put_centre_down(*, author: str, now: datetime) -> bool:
    """From the next call on every number is answered by its fallback document; False where it was so already."""
    _row, made = CentreDown.objects.get_or_create(id=1, defaults={"since": now, "author": author})
    livemap.changed(LINES)
    return made


def bring_centre_back() -> bool:
    """Answer every number as always; False where it was so already."""
    gone, _ = CentreDown.objects.filter(id=1).delete()
    livemap.changed(LINES)
    return bool(gone)


def lead_to(*, number: Number, queue_id: int | None) -> None:
    """Say in which queue the callers of a number wait; None is the company's general one."""
    Number.objects.filter(pk=number.pk).update(queue_id=queue_id)
    livemap.changed(LINES)
