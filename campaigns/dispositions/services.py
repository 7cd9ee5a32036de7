"""Writes of what may be chosen after a call."""

from campaigns.dispositions.models import Disposition, WrapUpRule
from campaigns.dispositions.types import labels


def seed_defaults(*, language: str) -> int:
    """Give a new company the first set, labelled in `language` (BCP 47); what it has stays. Return how many were added."""
    before = Disposition.objects.count()
    first = [
        Disposition(code=code.value, label=label, position=position)
        for position, (code, label) in enumerate(labels(language).items(), start=1)
    ]
    Disposition.objects.bulk_create(first, ignore_conflicts=True)
    return Disposition.objects.count() - before


def save_disposition(*, code: str, label: str, position: int = 0, is_active: bool = True) -> Disposition:
    """Add a disposition, or change the one with this code."""
    values = {"label": label.strip(), "position": position, "is_active": is_active}
    disposition, _ = Disposition.objects.update_or_create(code=code, defaults=values)
    return disposition


def require(*, required: bool) -> None:
    """Set whether an operator must choose before she goes on."""
    WrapUpRule.objects.update_or_create(id=1, defaults={"disposition_required": required})
