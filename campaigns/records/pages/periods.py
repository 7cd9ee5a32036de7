"""Which stretch of time a page shows, in the company's time zone. Pure, no Django."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum


class PeriodName(StrEnum):
    """What a reader may choose; DATES is two days of the reader's own."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"
    DATES = "dates"


DAYS = {PeriodName.TODAY: 1, PeriodName.WEEK: 7, PeriodName.MONTH: 30}
CHARTED_DAYS = 62  # more bars than this are a texture
YEARS = (1970, 2999)  # other days had no call, and are out of reach of instants


@dataclass(frozen=True, kw_only=True)
class Period:
    """`[starts_at, ends_at)`; None is no bound. Days begin at midnight of the company."""

    name: PeriodName
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    first: date | None = None
    last: date | None = None

    @property
    def days(self) -> int:
        """How many days are shown; 0 where there is no first one."""
        return (self.last - self.first).days + 1 if self.first and self.last else 0

    @property
    def by_hour(self) -> bool:
        return self.days == 1

    @property
    def charted(self) -> bool:
        return 0 < self.days <= CHARTED_DAYS


def period(name: str, *, now: datetime, zone: tzinfo, first: str = "", last: str = "") -> Period:
    """The period that a reader asked for by name, or by two dates (ISO). What cannot be read is today."""
    today = now.astimezone(zone).date()
    dates = _dates(first, last, today)
    if dates and name in ("", PeriodName.DATES):
        return _between(PeriodName.DATES, *dates, zone)
    if name == PeriodName.ALL:
        return Period(name=PeriodName.ALL)
    chosen = PeriodName(name) if name in (PeriodName.WEEK, PeriodName.MONTH) else PeriodName.TODAY
    return _between(chosen, today - timedelta(days=DAYS[chosen] - 1), today, zone)


def _dates(first: str, last: str, today: date) -> tuple[date, date] | None:
    try:
        start = date.fromisoformat(first)
        end = date.fromisoformat(last) if last else today
    except ValueError:
        return None
    if not YEARS[0] <= min(start, end).year <= max(start, end).year <= YEARS[1]:
        return None
    return (start, end) if start <= end else (end, start)


def _between(name: PeriodName, first: date, last: date, zone: tzinfo) -> Period:
    return Period(
        name=name,
        starts_at=datetime.combine(first, time(), zone),
        ends_at=datetime.combine(last + timedelta(days=1), time(), zone),
        first=first,
        last=last,
    )
