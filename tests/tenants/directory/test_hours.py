"""When a company is open: its week, over midnight, over a change of the clocks, on holidays."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tenants.directory import hours
from tenants.directory.hours import HoursInvalid, Opening

OFFICE = hours.read(
    {"week": {day: ["09:00-13:00", "14:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}}
)
TBILISI, BERLIN = ZoneInfo("Asia/Tbilisi"), ZoneInfo("Europe/Berlin")


def at(text: str, zone: ZoneInfo = TBILISI) -> datetime:
    """A time on the wall, as the instant that it is."""
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-23T08:59:59", Opening.CLOSED), ("2026-11-23T09:00:00", Opening.OPEN),
        ("2026-11-23T13:00:00", Opening.CLOSED), ("2026-11-23T17:59:59", Opening.OPEN),
        ("2026-11-22T12:00:00", Opening.CLOSED),
    ],
)  # fmt: skip
def test_a_week(text: str, expected: Opening) -> None:
    assert hours.opening(hours=OFFICE, at=at(text), zone=TBILISI) is expected


def test_past_midnight_belongs_to_the_day_before() -> None:
    night = hours.read({"week": {"fri": ["22:00-06:00"]}})
    opens = {
        "2026-11-27T23:00": True,
        "2026-11-28T05:59": True,
        "2026-11-28T06:00": False,
        "2026-11-27T05:00": False,
    }
    for text, expected in opens.items():
        assert (hours.opening(hours=night, at=at(text), zone=TBILISI) is Opening.OPEN) is expected


def test_around_the_clock_and_until_midnight() -> None:
    assert hours.opening(hours=hours.read({}), at=at("2026-01-01T03:00"), zone=TBILISI) is Opening.OPEN
    late = hours.read({"week": {"mon": ["18:00-24:00"]}})
    assert hours.opening(hours=late, at=at("2026-11-23T23:59"), zone=TBILISI) is Opening.OPEN
    assert hours.opening(hours=late, at=at("2026-11-24T00:00"), zone=TBILISI) is Opening.CLOSED


def test_the_hour_that_comes_twice_is_open_twice_and_the_one_left_out_never_comes() -> None:
    early = hours.read({"week": {"sun": ["02:00-03:00"]}})
    twice = [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)]
    assert [hours.opening(hours=early, at=one, zone=BERLIN) for one in twice] == [Opening.OPEN, Opening.OPEN]
    spring = [datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)]
    assert [hours.opening(hours=early, at=one, zone=BERLIN) for one in spring] == [
        Opening.CLOSED,
        Opening.CLOSED,
    ]


def test_nine_o_clock_stays_nine_o_clock() -> None:
    for day, utc_hour in ((23, 8), (30, 7)):  # March 2026: before and after the change in Berlin
        opens = datetime(2026, 3, day, utc_hour, tzinfo=UTC)
        assert hours.opening(hours=OFFICE, at=opens, zone=BERLIN) is Opening.OPEN
        assert hours.opening(hours=OFFICE, at=opens.replace(hour=utc_hour - 1), zone=BERLIN) is Opening.CLOSED


def test_public_holidays_and_days_of_ones_own() -> None:
    week = {day: ["00:00-24:00"] for day in hours.DAYS}
    georgian = hours.read(
        {"week": week, "holidays": {"country": "GE"}, "closed": ["2026-11-24"], "open": ["2026-11-23"]}
    )
    shown = {
        "2026-11-23T12:00": Opening.OPEN,  # St George's day, but open
        "2026-11-24T12:00": Opening.HOLIDAY,
        "2026-05-26T12:00": Opening.HOLIDAY,
        "2026-05-27T12:00": Opening.OPEN,
    }
    for text, expected in shown.items():
        assert hours.opening(hours=georgian, at=at(text), zone=TBILISI) is expected
    assert not hours.is_holiday(hours=hours.AROUND_THE_CLOCK, day=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"week": {"mon": ["9:00-18:00"]}}, "week.mon"), ({"week": {"mon": ["09:00-24:30"]}}, "week.mon"),
        ({"week": {"mo": []}}, "week"), ({"week": []}, "week"), ({"week": {"mon": "09:00-18:00"}}, "week.mon"),
        ({"holidays": {"country": "ATLANTIS"}}, "holidays.country"), ({"holidays": "GE"}, "holidays"),
        ({"holidays": {"country": "GE", "subdivision": "XX"}}, "holidays.subdivision"),
        ({"closed": ["31.12.2026"]}, "closed"), ({"open": "2026-01-01"}, "open"), ({"noon": 1}, ""), ([], ""),
    ],
)  # fmt: skip
def test_what_is_no_opening_hours_is_refused_with_its_part(value: object, field: str) -> None:
    with pytest.raises(HoursInvalid) as refused:
        hours.read(value)
    assert refused.value.field == field
