"""When a company is open: a week of times, public holidays, and days of its own. Pure, no Django.

An instant is turned into the company's wall clock and compared there, so a change of the clocks needs no rule of its
own: the hour that comes twice is open twice, the hour that is left out never comes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache

import holidays

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SPAN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
MOST_SPANS = 6
MOST_DAYS = 400

Span = tuple[time, time]
"""From and until, wall clock. An end at or before the beginning lies on the next day; 24:00 is kept as 00:00."""


class Opening(StrEnum):
    """Whether a company is open."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"
    HOLIDAY = "HOLIDAY"


class HoursInvalid(ValueError):
    """What was given is no opening hours. `field` names the part, as "week.mon" or "holidays.country"."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Opening hours. `week` has seven days, Monday first; None is around the clock."""

    week: tuple[tuple[Span, ...], ...] | None = None
    country: str = ""
    subdivision: str = ""
    closed: frozenset[date] = field(default_factory=frozenset)
    open: frozenset[date] = field(default_factory=frozenset)


AROUND_THE_CLOCK = Hours()


def opening(*, hours: Hours, at: datetime, zone: tzinfo) -> Opening:
    """Return whether a company is open at an instant. What began yesterday and lasts past midnight is yesterday's."""
    local = at.astimezone(zone)
    today, clock = local.date(), local.time()
    yesterday = today - timedelta(days=1)
    if _is_within(hours, today, clock, before_midnight=True) or _is_within(
        hours, yesterday, clock, before_midnight=False
    ):
        return Opening.OPEN
    return Opening.HOLIDAY if is_holiday(hours=hours, day=today) else Opening.CLOSED


def end_of_day(*, hours: Hours, at: datetime, zone: tzinfo) -> datetime:
    """Return when the company's working day ends: its last closing time of today, else midnight on its wall."""
    local = at.astimezone(zone)
    midnight = datetime.combine(local.date() + timedelta(days=1), time(0), zone)
    if hours.week is None or is_holiday(hours=hours, day=local.date()):
        return midnight
    ends = [_end_of(span, local.date(), zone) for span in _spans(hours, local.date())]
    last = max(ends, default=midnight)
    return last if last > at else midnight


def _end_of(span: Span, day: date, zone: tzinfo) -> datetime:
    begins, ends = span
    past_midnight = timedelta(days=1) if ends <= begins else timedelta()
    return datetime.combine(day + past_midnight, ends, zone)


def is_holiday(*, hours: Hours, day: date) -> bool:
    """Return whether a day is a holiday of the company. A country that nobody knows has none."""
    if day in hours.open:
        return False
    return day in hours.closed or day in _public(hours.country, hours.subdivision, day.year)


def read(value: object) -> Hours:
    """Return opening hours from JSON; {} is around the clock. Raises HoursInvalid.

    {"week": {"mon": ["09:00-18:00"], ...}, "holidays": {"country": "GE", "subdivision": ""}, "closed": ["2026-12-31"],
    "open": []}; a day that is not named is closed, and without "week" there is no closed hour.
    """
    if not isinstance(value, Mapping) or set(value) - {"week", "holidays", "closed", "open"}:
        raise HoursInvalid("", "Opening hours have week, holidays, closed and open.")
    place = value.get("holidays") or {}
    if not isinstance(place, Mapping):
        raise HoursInvalid("holidays", "Holidays have a country, and may have a part of it.")
    country, subdivision = str(place.get("country") or ""), str(place.get("subdivision") or "")
    _check_place(country, subdivision)
    return Hours(
        week=week(value["week"]) if value.get("week") is not None else None,
        country=country,
        subdivision=subdivision,
        closed=_dates("closed", value.get("closed") or []),
        open=_dates("open", value.get("open") or []),
    )


def week(value: object) -> tuple[tuple[Span, ...], ...]:
    """Return the seven days of a week from JSON. Raises HoursInvalid."""
    if not isinstance(value, Mapping) or set(value) - set(DAYS):
        raise HoursInvalid("week", "A week has the days mon to sun.")
    return tuple(_day(name, value.get(name) or []) for name in DAYS)


def knows_country(country: str) -> bool:
    """Return whether the public holidays of a country (ISO 3166) are known."""
    return country in holidays.list_supported_countries(include_aliases=False)


def countries() -> Mapping[str, Sequence[str]]:
    """Return the countries whose holidays are known, with their parts."""
    found: Mapping[str, Sequence[str]] = holidays.list_supported_countries(include_aliases=False)
    return found


def _day(name: str, value: object) -> tuple[Span, ...]:
    if not isinstance(value, list | tuple) or len(value) > MOST_SPANS:
        raise HoursInvalid(f"week.{name}", f"A day is a list of at most {MOST_SPANS} times.")
    return tuple(_span(name, one) for one in value)


def _span(name: str, value: object) -> Span:
    found = SPAN.fullmatch(value) if isinstance(value, str) else None
    if found is None or (found[3] == "24" and found[4] != "00"):
        raise HoursInvalid(f"week.{name}", "A time is written 09:00-18:00.")
    return time(int(found[1]), int(found[2])), time(int(found[3]) % 24, int(found[4]))


def _dates(name: str, value: object) -> frozenset[date]:
    if not isinstance(value, list | tuple) or len(value) > MOST_DAYS:
        raise HoursInvalid(name, f"These are at most {MOST_DAYS} days.")
    return frozenset(_date(name, one) for one in value)


def _date(name: str, value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise HoursInvalid(name, "A day is written 2026-12-31.") from error


def _check_place(country: str, subdivision: str) -> None:
    if country and not knows_country(country):
        raise HoursInvalid("holidays.country", "The holidays of this country are not known.")
    if subdivision and subdivision not in countries().get(country, ()):
        raise HoursInvalid("holidays.subdivision", "The country has no such part.")


def _is_within(hours: Hours, day: date, clock: time, *, before_midnight: bool) -> bool:
    if is_holiday(hours=hours, day=day):
        return False
    return any(_covers(span, clock, before_midnight=before_midnight) for span in _spans(hours, day))


def _covers(span: Span, clock: time, *, before_midnight: bool) -> bool:
    """Whether a span of a day covers a time of that day, or, past midnight, of the next one."""
    begins, ends = span
    if before_midnight:
        return begins <= clock and (clock < ends or ends <= begins)
    return ends <= begins and clock < ends


def _spans(hours: Hours, day: date) -> Iterator[Span]:
    if hours.week is None:
        yield time(0), time(0)
    else:
        yield from hours.week[day.weekday()]


@lru_cache(maxsize=256)
def _public(country: str, subdivision: str, year: int) -> frozenset[date]:
    """The public holidays of a year; the package is asked for as little as it can be."""
    if not country or not knows_country(country):
        return frozenset()
    return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
