"""Calls as lists and as sums: what the company's pages and its API show."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, Max, Q
from django.db.models.functions import TruncDay, TruncHour

from campaigns.records.models import CallRecord, CallRecordQuerySet
from campaigns.records.types import Outcome

IN_PROGRESS = "IN_PROGRESS"  # what the filter calls a call without an outcome


@dataclass(frozen=True, kw_only=True)
class CallFilter:
    """Which calls; empty is all. `starts_at <= started_at < ends_at`. `search` is a part of a number or of a text."""

    outcome: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    caller: str = ""
    search: str = ""


@dataclass(frozen=True, kw_only=True)
class Totals:
    """How many calls there were. `wait_mean` and `wait_longest` are seconds, over the answered ones."""

    by_outcome: Mapping[str, int]
    wait_mean: float
    wait_longest: int

    @property
    def all(self) -> int:
        return sum(self.by_outcome.values())

    @property
    def answered(self) -> int:
        return self.by_outcome.get(Outcome.ANSWERED, 0)

    @property
    def live(self) -> int:
        return self.by_outcome.get(IN_PROGRESS, 0)

    @property
    def finished(self) -> int:
        return self.all - self.live


def calls(*, wanted: CallFilter) -> CallRecordQuerySet:
    """The calls which a filter lets through, newest first."""
    found = _in_time(CallRecord.objects.all(), wanted)
    if wanted.outcome:
        found = found.filter(outcome=None if wanted.outcome == IN_PROGRESS else wanted.outcome)
    return found.order_by("-started_at", "-id")


def totals(*, wanted: CallFilter) -> Totals:
    """Sums over a filter's calls, its outcome aside: the page shows how many of each there are."""
    answered = Q(outcome=Outcome.ANSWERED)
    found = _in_time(CallRecord.objects.all(), wanted).aggregate(
        **{outcome.value: Count("id", filter=Q(outcome=outcome)) for outcome in Outcome},
        **{IN_PROGRESS: Count("id", filter=Q(outcome=None))},
        mean=Avg("wait_time", filter=answered),
        longest=Max("wait_time", filter=answered),
    )
    counts = {name: found[name] for name in (IN_PROGRESS, *Outcome)}
    return Totals(
        by_outcome=counts,
        wait_mean=float(found["mean"] or 0),
        wait_longest=found["longest"] or 0,
    )


def counts_over_time(*, wanted: CallFilter, zone: tzinfo, by_hour: bool) -> dict[datetime, dict[str, int]]:
    """Calls by hour or by day of `zone`, and by outcome."""
    cut = (TruncHour if by_hour else TruncDay)("started_at", tzinfo=zone)
    rows = _in_time(CallRecord.objects.all(), wanted).annotate(bucket=cut).values("bucket", "outcome")
    found: dict[datetime, dict[str, int]] = {}
    for row in rows.annotate(number=Count("id")).order_by("bucket"):
        found.setdefault(row["bucket"], {})[row["outcome"] or IN_PROGRESS] = row["number"]
    return found


def newest_state(*, limit: int) -> list[tuple[UUID, int]]:
    """Id and version of the newest calls: they change when a call comes in or goes on. One look at an index."""
    found = CallRecord.objects.order_by("-started_at", "-id")
    return list(found.values_list("id", "version")[:limit])


def any_call() -> bool:
    """Whether the company has had a call at all."""
    return CallRecord.objects.exists()


def _in_time(found: CallRecordQuerySet, wanted: CallFilter) -> CallRecordQuerySet:
    bounds: dict[str, Any] = {
        "started_at__gte": wanted.starts_at,
        "started_at__lt": wanted.ends_at,
        "caller": wanted.caller or None,
    }
    found = found.filter(**{name: value for name, value in bounds.items() if value is not None})
    return found.filter(_matches(wanted.search)) if wanted.search else found


def _matches(search: str) -> Q:
    """A number in any writing, or a part of what people said and are called."""
    text = search.strip()
    found = Q(note__icontains=text) | Q(disposition_label__icontains=text) | Q(operator_name__icontains=text)
    found |= Q(line__icontains=text)
    digits = re.sub(r"\D", "", text)
    if digits and re.fullmatch(r"[\d\s()+.-]+", text):
        found |= Q(caller__contains=digits) | Q(called__contains=digits)
    return found
