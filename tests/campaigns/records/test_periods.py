"""A day is the company's day."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from campaigns.records.pages.periods import PeriodName, period

TBILISI = ZoneInfo("Asia/Tbilisi")
# Half past one in the night of the 23rd in Tbilisi, still the 22nd in UTC.
NOW = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)


def test_today_begins_at_the_companys_midnight() -> None:
    shown = period("", now=NOW, zone=TBILISI)
    assert shown.starts_at == datetime(2026, 11, 22, 20, tzinfo=UTC)
    assert shown.ends_at == datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert shown.by_hour


def test_seven_days_include_today() -> None:
    shown = period("week", now=NOW, zone=TBILISI)
    assert shown.days == 7
    assert shown.last is not None
    assert shown.last.isoformat() == "2026-11-23"


def test_the_day_when_clocks_change_has_25_hours() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    shown = period("", now=datetime(2026, 10, 25, 12, tzinfo=UTC), zone=berlin)
    assert shown.starts_at is not None
    assert shown.ends_at is not None
    assert shown.ends_at.astimezone(UTC) - shown.starts_at.astimezone(UTC) == timedelta(hours=25)


def test_two_dates_may_come_in_either_order() -> None:
    shown = period("", now=NOW, zone=TBILISI, first="2026-11-05", last="2026-11-01")
    assert shown.name is PeriodName.DATES
    assert shown.days == 5


@pytest.mark.parametrize("rubbish", ["yesterday", "'; drop table", "TODAY"])
def test_rubbish_is_today(rubbish: str) -> None:
    assert period(rubbish, now=NOW, zone=TBILISI, first=rubbish).name is PeriodName.TODAY


def test_all_has_no_bounds_and_no_chart() -> None:
    shown = period("all", now=NOW, zone=TBILISI)
    assert shown.starts_at is None
    assert not shown.charted
