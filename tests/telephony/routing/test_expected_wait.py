"""The expected wait: exact where everybody knows everything, and sensible where not."""

import pytest

from telephony.routing.expected_wait import expected_wait, expected_waits

STAFF = [{1}, {1}, {1, 2}, {1, 2}, {3}]


def waits(*companies: int) -> list[float | None]:
    """The expected waits of callers of these companies, 60 s being what a call takes."""
    return expected_waits(line=companies, staff=STAFF, handle_time=60.0)


def test_one_pool_is_places_before_her_times_handle_time_over_operators() -> None:
    assert waits(1, 1, 1) == [pytest.approx(15), pytest.approx(30), pytest.approx(45)]


def test_only_those_before_her_who_take_her_operators_count() -> None:
    rare, other = waits(3, 1)
    assert rare == pytest.approx(60, rel=0.2)
    assert other == pytest.approx(15, rel=0.2)


def test_who_waits_for_somebody_rare_is_overtaken() -> None:
    """Two of company 2 wait for two operators of four. One of company 1 is answered first, second or third of them all:
    15 s x 1/2 + 30 s x 1/4 + 45 s x 1/4.
    """
    first, second, third = waits(2, 2, 1)
    assert first == pytest.approx(30, rel=0.15)
    assert second == pytest.approx(60, rel=0.15)
    assert third == pytest.approx(26.25, rel=0.15)


def test_nobody_on_duty_means_no_expectation() -> None:
    first, second, third = waits(4, 1, 4)
    assert (first, third) == (None, None)
    assert second == pytest.approx(15)


def test_the_last_in_the_line_is_told_the_same_by_herself_and_the_same_again() -> None:
    line = [1, 2, 3, 2, 1, 1, 2] * 9
    everybody = expected_waits(line=line, staff=STAFF, handle_time=60.0)
    alone = expected_wait(line=line, staff=STAFF, handle_time=60.0)
    assert alone == pytest.approx(everybody[-1], rel=0.1)
    assert alone == expected_wait(line=line, staff=STAFF, handle_time=60.0)
    assert expected_wait(line=[4], staff=STAFF, handle_time=60.0) is None


def test_whoever_comes_later_changes_nothing() -> None:
    alone, with_others = waits(1, 2, 1), waits(1, 2, 1, 1, 1, 2, 2, 3)[:3]
    assert with_others == [pytest.approx(one, rel=0.2) for one in alone]
