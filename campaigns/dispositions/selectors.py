"""Reads of what may be chosen after a call."""

from campaigns.dispositions.models import Disposition
from campaigns.dispositions.types import Choice
from cc_saas.lib.hot import fetch_prepared


class DispositionUnknown(LookupError):
    """The company has no such disposition, or has retired it."""


def choices() -> list[Choice]:
    """Return what an operator may choose, in the company's order."""
    rows = fetch_prepared(
        "SELECT code, label FROM dispositions_disposition WHERE is_active ORDER BY position, id", []
    )
    return [{"code": code, "label": label} for code, label in rows]


def access_disposition(*, code: str) -> Disposition:
    """Return the disposition that an operator chose. Raises DispositionUnknown."""
    row = Disposition.objects.filter(code=code, is_active=True).first()
    if row is None:
        raise DispositionUnknown
    return row


def is_required() -> bool:
    """Return whether the company wants a disposition before the operator goes on."""
    return bool(fetch_prepared("SELECT FROM dispositions_wrapuprule WHERE disposition_required LIMIT 1", []))
