"""One report: what was asked, and what was counted. Pages, files, mails and REST are made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from agents.presence import selectors as presence
from campaigns.records.pages.periods import Period
from campaigns.reports import periods, selectors
from campaigns.reports.periods import Span
from campaigns.reports.types import Dimension, Measure, Sums
from cc_saas.lib import phone

COMPANY_DIMENSIONS = (Dimension.QUEUE, Dimension.NUMBER, Dimension.OPERATOR, Dimension.INTERVAL)
DESK_DIMENSIONS = (Dimension.COMPANY, Dimension.OPERATOR, Dimension.INTERVAL)

_CALLERS = (
    Measure.OFFERED, Measure.ANSWERED, Measure.SERVICE_LEVEL, Measure.SPEED_OF_ANSWER, Measure.LONGEST_WAIT,
    Measure.ABANDONED, Measure.ABANDON_RATE, Measure.SHORT_ABANDONED, Measure.VOICEMAILS, Measure.MISSED,
    Measure.CALLBACKS, Measure.SELF_SERVED, Measure.HANDLED, Measure.HANDLE_TIME, Measure.TRANSFERS,
)  # fmt: skip
_OPERATORS = (Measure.HANDLED, Measure.HANDLE_TIME, Measure.SPEED_OF_ANSWER, Measure.TRANSFERS)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which report: what a page's address, a program, or a schedule says. `company_wide` is one company's own."""

    by: Dimension
    span: Span
    period: Period
    zone: ZoneInfo
    company_wide: bool = True

    @property
    def columns(self) -> Sequence[Measure]:
        """The measures that say something of a row; only callers are offered, and only operators are occupied."""
        found = _OPERATORS if self.by is Dimension.OPERATOR else _CALLERS
        if self.company_wide:
            return found
        desk = tuple(one for one in found if one is not Measure.TRANSFERS)  # not metered
        return (*desk, Measure.OCCUPANCY) if self.by is Dimension.OPERATOR else desk


@dataclass(frozen=True, kw_only=True)
class Report:
    """Rows of (key, label, sums), the sums of all and of the days before, and those of each hour or day."""

    asked: Asked
    rows: Sequence[tuple[Any, str, Sums]]
    total: Sums
    before: Sums
    places: Sequence[tuple[datetime, Sums]]


def read(query: Mapping[str, str], *, now: datetime, zone: ZoneInfo, company_wide: bool = True) -> Asked:
    """Return what an address asks for; what cannot be read is the usual."""
    known = COMPANY_DIMENSIONS if company_wide else DESK_DIMENSIONS
    by = query.get("by", "")
    name, period = periods.span(
        query.get("period", ""), now=now, zone=zone, first=query.get("from", ""), last=query.get("to", "")
    )
    return Asked(
        by=Dimension(by) if by in known else known[0], span=name, period=period, zone=zone,
        company_wide=company_wide,
    )  # fmt: skip


def build(asked: Asked, *, now: datetime) -> Report:
    """Count what was asked for: of the current company, or over all companies. Four statements."""
    since, until = periods.bounds(asked.period)
    total = selectors.company_total if asked.company_wide else selectors.desk_total
    earlier = periods.before(asked.period, now=now, zone=asked.zone)
    return Report(
        asked=asked,
        rows=rows(asked, now=now),
        total=total(since=since, until=until),
        before=total(since=earlier[0], until=earlier[1]),
        places=_places(asked),
    )


def rows(asked: Asked, *, now: datetime) -> Sequence[tuple[Any, str, Sums]]:
    """Return the rows alone. Intervals without a call have none."""
    since, until = periods.bounds(asked.period)
    if asked.by is Dimension.INTERVAL:
        found = selectors.company_intervals if asked.company_wide else selectors.desk_intervals
        sums = found(since=since, until=until, unit=asked.by, zone=asked.zone)
        return [(at, at.astimezone(asked.zone).isoformat(" ", "minutes"), one) for at, one in sums.items()]
    if not asked.company_wide:
        return _with_occupancy(selectors.desk_rows(by=asked.by, since=since, until=until), asked, now)
    found_rows = selectors.company_rows(by=asked.by, since=since, until=until)
    if asked.by is not Dimension.NUMBER:
        return found_rows
    return [(number, phone.international(number), one) for number, _label, one in found_rows]


def _places(asked: Asked) -> Sequence[tuple[datetime, Sums]]:
    since, until = periods.bounds(asked.period)
    found = selectors.company_intervals if asked.company_wide else selectors.desk_intervals
    unit = "hour" if asked.period.by_hour else "day"
    sums = found(since=since, until=until, unit=unit, zone=asked.zone)
    # By instants: an hour that comes twice is one and the same to a datetime with a zone.
    by_instant = {at.timestamp(): one for at, one in sums.items()}
    return [
        (at, by_instant.get(at.timestamp(), Sums())) for at in periods.places(asked.period, zone=asked.zone)
    ]


def _with_occupancy(
    found: Sequence[tuple[Any, str, Sums]], asked: Asked, now: datetime
) -> Sequence[tuple[Any, str, Sums]]:
    if asked.by is not Dimension.OPERATOR:
        return found
    since, until = periods.bounds(asked.period)
    times = presence.times_on_duty(since=since, until=min(until, now))
    return [
        (key, label, replace(one, busy=times.get(key, (0, 0))[0], ready=times.get(key, (0, 0))[1]))
        for key, label, one in found
    ]
