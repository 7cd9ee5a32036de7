"""The expected wait: exact where everybody knows everything, and sensible where not."""

from uuid import UUID

import pytest

from telephony.routing.expected_wait import expected_waits
from telephony.routing.types import WaitingCaller
from tests.telephony.routing.test_match import caller

KNOWS = {1: {1, 2, 3, 4}, 2: {3, 4}, 3: {5}, 4: set[int]()}


def waits(*companies: int) -> list[float | None]:
    """The expected waits of callers of these companies, 60 s being what a call takes."""
    line = [caller(call_id=UUID(int=number), tenant_id=company) for number, company in enumerate(companies)]

    def able(one: WaitingCaller) -> frozenset[UUID]:
        return frozenset(UUID(int=number) for number in KNOWS[one.tenant_id])

    found = expected_waits(callers=line, able=able, kind=lambda one: one.tenant_id, handle_time=60.0)
    return [found[one.call_id] for one in line]


def test_one_pool_is_places_before_her_times_handle_time_over_operators() -> None:
    assert waits(1, 1, 1) == [15, 30, 45]


def test_only_those_before_her_who_take_her_operators_count() -> None:
    assert waits(3, 1) == [60, 15]
    assert waits(1, 2) == [15, pytest.approx(30 * 1.5)]


def test_who_waits_for_somebody_rare_is_overtaken() -> None:
    """Two of company 2 wait for two operators of four; one of company 1 is served before the second of them."""
    first, second, third = waits(2, 2, 1)
    assert (first, second) == (30, 60)
    assert third == 15


def test_nobody_on_duty_means_no_expectation() -> None:
    assert waits(4, 1, 4) == [None, 15, None]
