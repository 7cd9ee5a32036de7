"""Contracts, rings, walls and likings: what moves a caller forward or back, and who is chosen for her."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from telephony.routing.ability import can_answer
from telephony.routing.match import choose, in_order, match
from telephony.routing.rings import next_change, own_agents, own_first
from telephony.routing.types import Breach, Policy, ReadyOperator, Ring, Standing, WaitingCaller, Wall
from telephony.routing.walls import breaches
from telephony.routing.weights import PRODUCTION
from tests.bench.match import compare
from tests.telephony.routing.test_match import NOW, caller, operator

ACME, GLOBEX, INITECH = 1, 2, 3
PLAIN = Policy()
"""No weight at all, so that a test may add its own."""

ANYONE = frozenset({ACME, GLOBEX, INITECH})


def waiter(number: int, seconds: float, tenant_id: int = ACME, **fields: Any) -> WaitingCaller:
    """A caller who has waited so long."""
    since = NOW - timedelta(seconds=seconds)
    return caller(call_id=UUID(int=number), tenant_id=tenant_id, entered_at=since, **fields)


def helper(number: int = 100, **fields: Any) -> ReadyOperator:
    return operator(number, **({"clearances": ANYONE} | fields))


def served(callers: list[WaitingCaller], **known: Any) -> list[int]:
    """In which order one operator after the other would take these callers."""
    floor = [helper(100 + number) for number in range(len(callers))]
    known = {"policy": PLAIN} | known
    return [one.call_id.int for one, _ in match(callers=callers, operators=floor, now=NOW, **known)]


def test_urgent_callers_come_before_priority_and_after_whoever_lost_an_operator() -> None:
    lost, urgent = waiter(1, 1, is_first=True), waiter(2, 5, is_urgent=True)
    assert served([waiter(4, 60), waiter(3, 2, priority=9), urgent, lost]) == [1, 2, 3, 4]


def test_a_company_behind_its_contract_stands_forward_and_one_ahead_stands_back_by_a_bounded_time() -> None:
    behind = {ACME: Standing(offered=200, in_time=100), GLOBEX: Standing(offered=200, in_time=199)}
    even, late = waiter(1, 10, ACME), waiter(2, 30, GLOBEX)
    assert served([even, late]) == [2, 1]
    assert served([even, late], companies=behind) == [1, 2]
    assert served([even, waiter(2, 51, GLOBEX)], companies=behind) == [2, 1]


def test_one_missed_call_of_the_day_does_not_move_a_company_far() -> None:
    unlucky = {ACME: Standing(offered=1, in_time=0)}
    assert served([waiter(1, 10, ACME), waiter(2, 20, GLOBEX)], companies=unlucky) == [2, 1]


def test_above_the_ceiling_only_waiting_counts_and_no_debt_or_priority_stands_before() -> None:
    behind = {ACME: Standing(offered=500, in_time=0), GLOBEX: Standing(), INITECH: Standing(ceiling_time=30)}
    owed, long, longer = waiter(1, 89, ACME, priority=5), waiter(2, 90, GLOBEX), waiter(3, 91, INITECH)
    assert served([owed, long, longer], companies=behind) == [3, 2, 1]
    urgent = waiter(4, 0, is_urgent=True)
    assert served([owed, long, longer, urgent], companies=behind) == [4, 3, 2, 1]


def test_beyond_its_reserve_a_company_stands_behind_those_within_theirs() -> None:
    bound = {ACME: Standing(reserved=2, used=1), GLOBEX: Standing(reserved=0, burst=9, asked=9)}
    callers = [waiter(1, 80), waiter(2, 70), waiter(3, 1, INITECH), waiter(4, 85, GLOBEX)]
    assert served(callers, companies=bound) == [1, 3, 4, 2]


def test_beyond_its_contract_a_company_gets_only_whom_the_others_can_spare() -> None:
    bound = {ACME: Standing(reserved=1, burst=1, used=1, asked=3)}
    both, only = helper(100, clearances=frozenset({ACME, GLOBEX})), helper(101, clearances=frozenset({ACME}))
    storm = [waiter(1, 300), waiter(2, 200)]
    assert match(callers=storm, operators=[both, only], now=NOW, companies=bound) == [(storm[0], only)]
    three = [helper(number, clearances=frozenset({ACME, GLOBEX})) for number in (102, 103, 104)]
    assert len(match(callers=storm, operators=three, now=NOW, companies=bound)) == 1, (
        "two are held for globex"
    )
    assert (
        len(match(callers=storm, operators=three[:2], now=NOW, companies=bound, policy=Policy(held=1))) == 1
    )
    assert (
        len(match(callers=storm, operators=three[:2], now=NOW, companies=bound, policy=Policy(held=0))) == 2
    )
    urgent = waiter(3, 0, is_urgent=True)
    assert match(callers=[*storm, urgent], operators=[both], now=NOW, companies=bound) == [(urgent, both)]


def test_whom_the_terms_do_not_promise_anything_stands_behind_whom_they_do_and_has_no_ceiling() -> None:
    agreed = {ACME: Standing(offered=200, in_time=0), GLOBEX: Standing()}
    callers = [waiter(1, 500, ACME, is_promised=False), waiter(2, 1, GLOBEX), waiter(3, 1, ACME)]
    assert served(callers, companies=agreed) == [3, 2, 1]
    assert served([*callers, waiter(4, 0, ACME, is_promised=False, is_urgent=True)], companies=agreed)[0] == 4


def test_in_its_burst_a_company_takes_whoever_is_left_over_by_the_others() -> None:
    bound = {ACME: Standing(reserved=1, burst=1, used=1, asked=2)}
    callers = [waiter(1, 99), waiter(2, 98), waiter(3, 0, GLOBEX)]
    assert [one.call_id.int for one, _ in match(callers=callers, operators=[helper()], now=NOW)] == [1]
    served_now = match(callers=callers, operators=[helper()], now=NOW, companies=bound | {GLOBEX: Standing()})
    assert [one.call_id.int for one, _ in served_now] == [1], "the ceiling holds within the contract"
    early = [waiter(1, 80), waiter(3, 0, GLOBEX)]
    assert [
        one.call_id.int for one, _ in match(callers=early, operators=[helper()], now=NOW, companies=bound)
    ] == [3]
    assert len(match(callers=early, operators=[helper(), helper(101)], now=NOW, companies=bound)) == 2


def test_who_cannot_be_answered_in_time_any_more_yields_if_the_policy_says_so_until_her_ceiling() -> None:
    agreed = {ACME: Standing(within_time=20), GLOBEX: Standing(within_time=20)}
    late, early = waiter(1, 40, ACME), waiter(2, 10, GLOBEX)
    assert served([late, early], companies=agreed) == [1, 2]
    assert served([late, early], companies=agreed, policy=Policy(yield_time=60)) == [2, 1]
    assert served([waiter(1, 90), early], companies=agreed, policy=Policy(yield_time=60)) == [1, 2]
    urgent = [waiter(1, 40, ACME, is_urgent=True), waiter(2, 10, GLOBEX, is_urgent=True)]
    assert served(urgent, companies=agreed, policy=Policy(yield_time=60)) == [1, 2]


def test_who_is_promised_nothing_stands_behind_who_can_be_answered_in_time_and_keeps_her_order() -> None:
    agreed, policy = {ACME: Standing(within_time=20)}, Policy(yield_time=60)
    callers = [waiter(1, 10, ACME), waiter(2, 40, ACME), waiter(3, 50, GLOBEX), waiter(4, 30, GLOBEX)]
    assert served(callers, companies=agreed, policy=policy) == [1, 3, 2, 4]
    assert served([*callers, waiter(5, 71, GLOBEX)], companies=agreed, policy=policy)[0] == 5


def test_the_line_stands_as_one_operator_after_the_other_would_take_it() -> None:
    agreed = {ACME: Standing(), GLOBEX: Standing(reserved=1, burst=9, used=2, asked=2)}
    callers = [waiter(1, 40), waiter(2, 10), waiter(3, 95), waiter(4, 60, GLOBEX), waiter(5, 1, priority=3)]
    line = [one.call_id.int for one in in_order(callers=callers, now=NOW, companies=agreed)]
    assert line == [3, 5, 2, 1, 4]
    assert line == served(callers, companies=agreed, policy=PRODUCTION)


def test_the_operator_whom_others_need_least_is_chosen_if_the_policy_says_so() -> None:
    rare = helper(100, clearances=frozenset({ACME, GLOBEX}), idle_since=NOW - timedelta(seconds=60))
    plain = helper(101, clearances=frozenset({ACME}))
    assert choose(caller=caller(), operators=[rare, plain], now=NOW, policy=PLAIN) == rare
    assert choose(caller=caller(), operators=[rare, plain], now=NOW, policy=Policy(need_time=90)) == plain


def test_a_ring_lowers_levels_and_adds_groups_as_time_goes_by() -> None:
    rings = (
        Ring(after_time=10, lower_by=1),
        Ring(after_time=20, groups=frozenset({8})),
        Ring(30, 0, frozenset(), True),
    )
    asked: dict[str, Any] = {"skills": {"orders": 3}, "groups": frozenset({7}), "rings": rings}
    seven = helper(skills={"orders": 2}, groups=frozenset({7}))
    eight = helper(skills={"orders": 2}, groups=frozenset({8}))
    nobody = helper(skills={"orders": 2})
    fit = [
        [
            can_answer(caller=waiter(1, waited, **asked), operator=one, now=NOW)
            for one in (seven, eight, nobody)
        ]
        for waited in (9, 10, 20, 30)
    ]
    assert fit == [[False] * 3, [True, False, False], [True, True, False], [True] * 3]
    assert choose(caller=waiter(1, 20, **asked), operators=[eight], now=NOW) == eight
    assert [next_change(caller=waiter(1, waited, **asked), now=NOW) for waited in (4, 10, 30)] == [
        6,
        10,
        None,
    ]


def test_a_skill_lowered_to_nothing_is_not_asked_for() -> None:
    easy = waiter(1, 5, skills={"orders": 1}, rings=(Ring(after_time=5, lower_by=1),))
    assert choose(caller=easy, operators=[helper()], now=NOW) == helper()


def test_a_caller_takes_whom_her_company_stands_first_for() -> None:
    idle = NOW - timedelta(seconds=99)
    second = helper(100, ranks={GLOBEX: 0, ACME: 1}, idle_since=idle)
    stranger = helper(101, ranks={GLOBEX: 0}, idle_since=idle)
    first = helper(102, ranks={ACME: 0, GLOBEX: 1})
    assert choose(caller=caller(), operators=[stranger, second, first], now=NOW) == first
    assert choose(caller=caller(), operators=[stranger, second], now=NOW) in (stranger, second)


def test_for_a_while_only_the_companys_own_agents_are_asked_and_levels_fall_meanwhile() -> None:
    rings = (Ring(after_time=5, lower_by=1, groups=frozenset({8})), Ring(after_time=30, is_open_to_all=True))
    groups, later = own_first(tenant_id=ACME, groups=frozenset({7}), rings=rings, after_time=10)
    asked: dict[str, Any] = {"skills": {"orders": 2}, "groups": groups, "rings": later}
    own = helper(groups=frozenset({own_agents(tenant_id=ACME)}), skills={"orders": 1})
    seven, eight = (helper(groups=frozenset({group}), skills={"orders": 1}) for group in (7, 8))
    fit = [
        [can_answer(caller=waiter(1, waited, **asked), operator=one, now=NOW) for one in (own, seven, eight)]
        for waited in (4, 5, 10)
    ]
    assert fit == [[False] * 3, [True, False, False], [True] * 3]
    everybody, then = own_first(tenant_id=ACME, groups=frozenset(), rings=(), after_time=10)
    stranger = helper()
    for waited, expected in ((9, False), (10, True)):
        one = waiter(1, waited, groups=everybody, rings=then)
        assert can_answer(caller=one, operator=stranger, now=NOW) is expected


def test_an_operator_is_asked_for_a_queue_only_when_its_callers_have_waited_as_long_as_her_delay() -> None:
    late = helper(100, delays={5: 20})
    early, waited = waiter(1, 19, queue_id=5), waiter(2, 20, queue_id=5)
    other = waiter(3, 1, queue_id=6)
    assert [one.call_id.int for one, _ in match(callers=[early, waited], operators=[late], now=NOW)] == [2]
    assert match(callers=[early], operators=[late], now=NOW) == []
    assert match(callers=[other], operators=[late], now=NOW) == [(other, late)]
    assert match(callers=[early], operators=[late, helper(101)], now=NOW) == [(early, helper(101))]
    urgent = waiter(4, 0, queue_id=5, is_urgent=True)
    assert match(callers=[urgent], operators=[late], now=NOW) == [(urgent, late)]


def test_one_caller_held_back_by_a_delay_holds_back_nobody_who_is_like_her() -> None:
    late = [helper(100 + number, delays={5: 20}) for number in range(2)]
    callers = [waiter(1, 5, queue_id=5, priority=9), waiter(2, 30, queue_id=5), waiter(3, 25, queue_id=5)]
    assert [one.call_id.int for one, _ in match(callers=callers, operators=late, now=NOW)] == [2, 3]


def test_the_operators_own_order_of_queues_is_worth_waiting_and_chooses_among_operators() -> None:
    hers = helper(100, queue_ranks={5: 0, 6: 1}, idle_since=NOW)
    first, second, third = waiter(1, 10, queue_id=5), waiter(2, 60, queue_id=6), waiter(3, 90, queue_id=7)
    policy = Policy(rank_time=60)
    for callers, expected in (([first, second], 1), ([first, third], 1), ([second, third], 2)):
        pairs = match(callers=callers, operators=[hers], now=NOW, policy=policy)
        assert pairs[0][0].call_id.int == expected
    for_six = helper(101, queue_ranks={6: 0}, idle_since=NOW)
    assert choose(caller=second, operators=[hers, for_six], now=NOW) == for_six


@pytest.mark.parametrize(("rank_time", "expected"), [(0.0, 2), (5.0, 2), (20.0, 1), (1e6, 1)])
def test_an_operators_own_order_is_worth_seconds_of_waiting(rank_time: float, expected: int) -> None:
    hers = helper(ranks={ACME: 0, GLOBEX: 1})
    callers, policy = [waiter(1, 10, ACME), waiter(2, 25, GLOBEX)], Policy(rank_time=rank_time)
    pairs = match(callers=callers, operators=[hers], now=NOW, policy=policy)
    assert pairs[0][0].call_id.int == expected


def test_her_own_order_of_skills_counts_too() -> None:
    hers = helper(skills={"orders": 5, "faults": 5}, skill_ranks={"faults": 0, "orders": 1})
    other = helper(101, skills={"orders": 5, "faults": 5}, skill_ranks={"orders": 0, "faults": 1})
    assert choose(caller=caller(skills={"faults": 1}), operators=[other, hers], now=NOW) == hers
    assert choose(caller=caller(skills={"orders": 1}), operators=[hers, other], now=NOW) == other


def test_who_served_her_last_is_chosen_if_ready_and_never_waited_for() -> None:
    known = caller(last_operator_id=UUID(int=101))
    rested = helper(100, idle_since=NOW - timedelta(hours=1))
    assert choose(caller=known, operators=[rested, helper(101)], now=NOW) == helper(101)
    assert choose(caller=known, operators=[rested], now=NOW) == rested


WALL = Wall(frozenset({ACME, GLOBEX}))


def test_a_hard_wall_keeps_rivals_apart_for_its_hours_and_lets_the_urgent_through() -> None:
    hers = helper(served_at={GLOBEX: NOW - timedelta(hours=11)})
    rested = helper(served_at={GLOBEX: NOW - timedelta(hours=12)})
    walls = Policy(walls=(WALL,))
    assert choose(caller=caller(), operators=[hers], now=NOW) == hers
    assert choose(caller=caller(), operators=[hers], now=NOW, policy=walls) is None
    assert choose(caller=caller(), operators=[rested], now=NOW, policy=walls) == rested
    assert choose(caller=caller(tenant_id=INITECH), operators=[hers], now=NOW, policy=walls) == hers
    urgent = caller(is_urgent=True)
    assert choose(caller=urgent, operators=[hers], now=NOW, policy=walls) == hers
    told = breaches(pairs=[(urgent, hers)], walls=walls.walls, now=NOW)
    assert told == [Breach(urgent.call_id, hers.operator_id, ACME, frozenset({GLOBEX}), True)]
    assert breaches(pairs=[(urgent, rested)], walls=walls.walls, now=NOW) == []


def test_a_soft_wall_asks_for_somebody_else_first() -> None:
    soft = Policy(walls=(Wall(frozenset({ACME, GLOBEX}), is_hard=False),))
    hers = helper(served_at={GLOBEX: NOW}, idle_since=NOW - timedelta(hours=1))
    assert choose(caller=caller(), operators=[hers, helper(101)], now=NOW, policy=soft) == helper(101)
    assert choose(caller=caller(), operators=[hers], now=NOW, policy=soft) == hers
    assert len(breaches(pairs=[(caller(), hers)], walls=soft.walls, now=NOW)) == 1


def test_familiarity_counts_only_if_it_has_a_weight() -> None:
    knows = helper(101, served_at={ACME: NOW - timedelta(minutes=5)})
    rested = helper(100, idle_since=NOW - timedelta(seconds=30))
    assert choose(caller=caller(), operators=[knows, rested], now=NOW) == rested
    assert choose(caller=caller(), operators=[knows, rested], now=NOW, policy=Policy(switch_time=60)) == knows
    rusty = helper(101, served_at={ACME: NOW - timedelta(days=28)})
    assert (
        choose(caller=caller(), operators=[rusty, rested], now=NOW, policy=Policy(switch_time=30)) == rested
    )


def test_five_thousand_callers_are_matched_in_the_time_of_some_sorts() -> None:
    """The bench asks for 4 sorts; a busy machine is given twice that."""
    matching, sorting = compare(companies={}, rounds=3)
    assert matching < 8 * sorting
