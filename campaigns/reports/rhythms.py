"""When a scheduled report is due, and which days it is about. Pure."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from campaigns.reports.types import Rhythm


def next_due(*, rhythm: Rhythm, hour: int, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant after another at which the company's clock says that hour on a day of the rhythm.

    An hour that the change of the clock leaves out is sent at the same distance from midnight, one that comes twice at
    its first time.
    """
    day = after.astimezone(zone).date()
    while True:
        at = datetime.combine(day, time(hour), zone)
        if _is_day(rhythm, day) and at > after:
            return at
        day += timedelta(days=1)


def days_of(*, rhythm: Rhythm, due_at: datetime, zone: ZoneInfo) -> tuple[date, date]:
    """Return the first and the last day of the report: the day, the week or the month that has just ended."""
    last = due_at.astimezone(zone).date() - timedelta(days=1)
    if rhythm is Rhythm.DAILY:
        return last, last
    return (last - timedelta(days=6) if rhythm is Rhythm.WEEKLY else last.replace(day=1)), last


def _is_day(rhythm: Rhythm, day: date) -> bool:
    if rhythm is Rhythm.WEEKLY:
        return day.weekday() == 0
    return rhythm is Rhythm.DAILY or day.day == 1
