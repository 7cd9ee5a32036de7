"""Which days a report is about, and which it is compared with. Pure but for the records' own periods."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from campaigns.records.pages.periods import Period, PeriodName, period

LONGEST_DAYS = 366
"""A report is about no more: a year and its leap day."""


class Span(StrEnum):
    """What a reader may choose; dates are days of her own."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    DATES = "dates"


def span(name: str, *, now: datetime, zone: ZoneInfo, first: str = "", last: str = "") -> tuple[Span, Period]:
    """Return what was asked for; rubbish is today, and of too many days the last ones are shown."""
    if name == Span.YESTERDAY:
        day = (now.astimezone(zone).date() - timedelta(days=1)).isoformat()
        return Span.YESTERDAY, period(PeriodName.DATES, now=now, zone=zone, first=day, last=day)
    known = name if name in (Span.TODAY, Span.WEEK, Span.MONTH) else ""
    found = period(known, now=now, zone=zone, first=first, last=last)
    return Span(found.name), _bounded(found, zone)


def bounds(shown: Period) -> tuple[datetime, datetime]:
    """Return its first instant and the first one after it."""
    if shown.starts_at is None or shown.ends_at is None:
        raise ValueError("a report has a beginning and an end")
    return shown.starts_at, shown.ends_at


def before(shown: Period, *, now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the days just before, as many; of a day that is not over yet, as much as has passed of it by the clock."""
    starts_at, ends_at = bounds(shown)
    days = timedelta(days=shown.days)
    until = min(ends_at, now.astimezone(zone))
    return _back(starts_at, days, zone), _back(until, days, zone)


def places(shown: Period, *, zone: ZoneInfo) -> list[datetime]:
    """Return the hours of a day, or the days of more: a day has 23 or 25 hours where the clock is changed."""
    starts_at, ends_at = bounds(shown)
    if not shown.by_hour:
        assert shown.first is not None
        return [
            datetime.combine(shown.first + timedelta(days=day), time(), zone) for day in range(shown.days)
        ]
    hours = round((ends_at.timestamp() - starts_at.timestamp()) / 3600)
    return [datetime.fromtimestamp(starts_at.timestamp() + hour * 3600, zone) for hour in range(hours)]


def _back(at: datetime, days: timedelta, zone: ZoneInfo) -> datetime:
    """By the clock on the wall, whatever happened to it in between."""
    return (at.astimezone(zone).replace(tzinfo=None) - days).replace(tzinfo=zone)


def _bounded(found: Period, zone: ZoneInfo) -> Period:
    if found.days <= LONGEST_DAYS or found.last is None:
        return found
    first = found.last - timedelta(days=LONGEST_DAYS - 1)
    return replace(found, first=first, starts_at=datetime.combine(first, time(), zone))
