"""How long callers have waited lately."""

from datetime import datetime

from django.db.models import Avg, Count

from campaigns.records.models import CallRecord

ENOUGH_CALLS = 3
"""Fewer answered calls than this say nothing about the next one."""


def usual_wait(*, since: datetime) -> float | None:
    """Return the mean wait, in seconds, of the calls answered since then; None where there were too few."""
    answered = CallRecord.objects.filter(answered_at__gte=since)
    found = answered.aggregate(mean=Avg("wait_time"), count=Count("id"))
    return float(found["mean"]) if found["count"] >= ENOUGH_CALLS else None
