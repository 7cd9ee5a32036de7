"""How long callers have waited lately."""

from datetime import datetime, timedelta

from django.db.models import Avg, Count

from campaigns.records.models import CallRecord
from campaigns.records.types import Direction

ENOUGH_CALLS = 3
"""Fewer answered calls than this say nothing about the next one."""


def usual_wait(*, since: datetime) -> float | None:
    """Return the mean wait, in seconds, of the calls answered since then; None where there were too few."""
    # Nobody waits an hour; the bound on the beginning lets the index find the rows.
    inbound = CallRecord.objects.filter(
        direction=Direction.INBOUND
    )  # nobody waits on the line for a callback
    answered = inbound.filter(started_at__gte=since - timedelta(hours=1), answered_at__gte=since)
    found = answered.aggregate(mean=Avg("wait_time"), count=Count("id"))
    return float(found["mean"]) if found["count"] >= ENOUGH_CALLS else None
