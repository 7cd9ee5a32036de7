"""The part of the page that is about reports by mail: what is shown, and what a form sends."""

from collections.abc import Mapping
from typing import Any, TypedDict
from uuid import UUID

from campaigns.reports.mailing import schedules_of
from campaigns.reports.models import ReportSchedule
from campaigns.reports.reporting import COMPANY_DIMENSIONS
from campaigns.reports.types import DeliveryState, Dimension, Format, Rhythm
from campaigns.reports.words import DIMENSIONS, FORMATS, RHYTHMS


class Wish(TypedDict):
    """Which report, how often, at which hour of the company's day, as which file."""

    dimension: Dimension
    rhythm: Rhythm
    hour: int
    kind: Format


def read(sent: Mapping[str, str]) -> Wish:
    """Return what a form says. Raises ValueError for what cannot be wished for."""
    dimension, hour = Dimension(sent.get("dimension", "")), int(sent.get("hour", "")[:3])
    if dimension not in COMPANY_DIMENSIONS or not 0 <= hour <= 23:
        raise ValueError("no such report")
    return Wish(
        dimension=dimension,
        rhythm=Rhythm(sent.get("rhythm", "")),
        hour=hour,
        kind=Format(sent.get("kind", "")),
    )


def context(*, user_id: UUID) -> dict[str, Any]:
    """A person's mails, and the choices for another one."""
    found = schedules_of(user_id=user_id).prefetch_related("deliveries")
    return {
        "mails": [_mail(one) for one in found],
        "mail_form": {
            "dimensions": [(one.value, DIMENSIONS[one]) for one in COMPANY_DIMENSIONS],
            "rhythms": [(one.value, word) for one, word in RHYTHMS.items()],
            "hours": [(hour, f"{hour}:00") for hour in range(24)],
            "formats": [(one.value, word) for one, word in FORMATS.items()],
        },
    }


def _mail(one: ReportSchedule) -> dict[str, Any]:
    last = max(one.deliveries.all(), key=lambda delivery: delivery.due_at, default=None)
    return {
        "id": one.pk,
        "by": DIMENSIONS[Dimension(one.dimension)],
        "rhythm": RHYTHMS[Rhythm(one.rhythm)],
        "hour": f"{one.hour}:00",
        "format": FORMATS[Format(one.format)],
        "due_at": one.due_at,
        "failed": last is not None and last.state == DeliveryState.FAILED,
        "trying": last is not None and last.state == DeliveryState.CLAIMED and bool(last.error),
    }
