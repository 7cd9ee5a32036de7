"""Reads of what may be chosen after a call."""

from campaigns.dispositions.models import Disposition, WrapUpRule
from campaigns.dispositions.types import Choice


class DispositionUnknown(LookupError):
    """The company has no such disposition, or has retired it."""


def choices() -> list[Choice]:
    """Return what an operator may choose, in the company's order."""
    rows = Disposition.objects.filter(is_active=True).order_by("position", "id").values("code", "label")
    return [{"code": row["code"], "label": row["label"]} for row in rows]


def access_disposition(*, code: str) -> Disposition:
    """Return the disposition that an operator chose. Raises DispositionUnknown."""
    row = Disposition.objects.filter(code=code, is_active=True).first()
    if row is None:
        raise DispositionUnknown
    return row


def is_required() -> bool:
    """Return whether the company wants a disposition before the operator goes on."""
    return WrapUpRule.objects.filter(disposition_required=True).exists()
