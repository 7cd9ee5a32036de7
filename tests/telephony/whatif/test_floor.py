"""The virtual floor against what is known exactly, and the same seed with the same day."""

import itertools
import math
from collections import Counter
from dataclasses import replace

import pytest

from cc_saas.lib.erlang import Impatient, Patient
from telephony.routing.types import Policy
from telephony.routing.weights import PRODUCTION
from telephony.whatif.arrivals import burst, poisson
from telephony.whatif.experience import estimate, experience
from telephony.whatif.floor import Floor, run
from telephony.whatif.question import ask
from telephony.whatif.types import Arrival, Setting, Staff, Terms
from tests.simulation import wallace_whitt, zipf
from tests.simulation.page import _part
from tests.simulation.wallace_whitt import PLACES, RATE, TALK


def test_everybody_for_everybody_is_erlang_c() -> None:
    """Four operators at 75%: 0.75 x 4 Erlang, exactly known."""
    exact = Patient(rate=3 / 60, service_time=60, servers=4)
    waits = [
        experience(
            outcomes=run(
                setting=Setting((Staff((1,)),) * 4),
                arrivals=poisson(rates={1: 3 / 60}, service_time=60, calls=6_000, seed=seed),
            ),
            since=6_000,
        )
        for seed in range(6)
    ]
    mean = estimate(values=[one.mean_wait for one in waits])
    assert abs(mean.mean - exact.mean_wait) < 2 * mean.half
    late = estimate(values=[one.p_late for one in waits])
    assert abs(late.mean - (1 - exact.answered_within(seconds=20))) < 2 * late.half


def test_impatient_callers_are_erlang_a() -> None:
    exact = Impatient(rate=5 / 60, service_time=60, servers=4, patience=60)
    runs = [
        experience(
            outcomes=run(
                setting=Setting((Staff((1,)),) * 4),
                arrivals=poisson(rates={1: 5 / 60}, service_time=60, calls=5_000, seed=seed, patience=60),
            ),
            since=3_000,
        )
        for seed in range(6)
    ]
    gone = estimate(values=[one.hung_up / one.accepted for one in runs])
    assert abs(gone.mean - exact.p_abandon) < 2 * gone.half
    in_time = estimate(values=[1 - one.p_late for one in runs])
    assert abs(in_time.mean - exact.answered_within(seconds=20)) < 2 * in_time.half


def test_one_skill_of_wallace_and_whitt_is_the_exact_product_form() -> None:
    """With one skill each kind is a queue of its own; only the waiting places are shared, which is known exactly."""
    p_block, minutes = _one_skill()
    runs = [wallace_whitt.one_run(skills=1, seed=seed, calls=6_000) for seed in range(4)]
    blocked = estimate(values=[one.p_block for one in runs])
    waited = estimate(values=[one.mean_minutes for one in runs])
    assert abs(blocked.mean - p_block) < 2 * blocked.half
    assert abs(waited.mean - minutes) < 2 * waited.half


def test_two_skills_are_nearly_as_good_as_six() -> None:
    one, two, six = (wallace_whitt.one_run(skills=skills, seed=5, calls=9_000) for skills in (1, 2, 6))
    assert (one.mean_minutes - two.mean_minutes) / (one.mean_minutes - six.mean_minutes) > 0.9


def test_the_plan_by_contract_beats_the_plan_alone_for_the_worst_company() -> None:
    floors = ("planned, longest waiting and longest idle first", "planned, by contract")
    alone, contract = (zipf.one_run(floor=floor, seed=3, calls=4_000) for floor in floors)
    assert contract.late.total() < alone.late.total()
    assert max(zipf.by_company([contract]).values()) < max(zipf.by_company([alone]).values())


def test_a_storm_hurts_the_others_less_with_contracts_than_without() -> None:
    with_contracts, without = _storm(True), _storm(False)
    assert with_contracts > without + 0.2


def test_the_same_seed_is_the_same_day() -> None:
    days = [
        [outcome[1:] for outcome in run(setting=Setting(zipf.planned()), arrivals=_morning(4))]
        for _ in range(2)
    ]
    assert days[0] == days[1]
    assert days[0] != [outcome[1:] for outcome in run(setting=Setting(zipf.planned()), arrivals=_morning(5))]


def test_what_if_two_more_worked_or_a_client_came() -> None:
    yesterday = list(poisson(rates={1: 3 / 60, 2: 1 / 60}, service_time=60, calls=800, seed=1))
    staff = (Staff((1, 2)),) * 4
    known = dict(arrivals=yesterday, policy=Policy(), within_time=20.0)
    then = ask(setting=Setting(staff), **known)  # type: ignore[arg-type]
    helped = ask(setting=Setting((*staff, *staff[:2])), **known)  # type: ignore[arg-type]
    assert then.keys() == helped.keys() == {1, 2}
    assert all((helped[company].level or 0) > (then[company].level or 0) for company in (1, 2))
    client = [Arrival(arrival.at, 3, 60.0) for arrival in yesterday[::4]]
    with_client = ask(
        setting=Setting((Staff((1, 2, 3)),) * 6, {3: Terms(), 4: Terms()}),
        more=client,
        **known,  # type: ignore[arg-type]
    )
    assert with_client[3].callers == len(client)
    assert with_client[4].level is None
    assert (with_client[1].level or 0) < (helped[1].level or 0)


def test_who_finds_no_place_is_turned_away_and_urgent_ones_are_served_first() -> None:
    calls = [Arrival(0, 1, 100), Arrival(1, 1, 10), Arrival(2, 1, 10, is_urgent=True), Arrival(3, 1, 10)]
    outcomes = list(run(setting=Setting((Staff((1,)),), waiting_places=2), arrivals=calls))
    assert [(outcome.arrival.at, outcome.wait) for outcome in outcomes] == [
        (0, 0),
        (3, None),
        (2, 98),
        (1, 109),
    ]


def test_the_floor_counts_what_a_company_used_and_asked_in_the_last_hour() -> None:
    floor = Floor(setting=Setting((Staff((1,)),), {1: Terms(reserved=1)}), policy=Policy())
    for at in (0.0, 10.0, 20.0):
        list(floor.until(moment=at))
        list(floor.arrive(Arrival(at, 1, 5)))
    list(floor.arrive(Arrival(3605.0, 1, 5)))
    assert (floor.standings[1].used, floor.standings[1].asked) == (3, 3)


def test_a_chapter_is_a_table_with_its_verdicts() -> None:
    results = [
        wallace_whitt.Measured(skills, 0.004, 0.3, 0.6) for skills in wallace_whitt.SKILLS for _ in range(2)
    ]
    results = [one._replace(mean_minutes=one.mean_minutes / one.skills) for one in results]
    chapter = wallace_whitt.chapter(results)
    assert {figure.verdict(short=False) for figure in chapter.figures} == {"pass", "MISS"}
    assert chapter.pictures["skills"].startswith("<svg")
    assert "| 1 skills: turned away | 0.0040 ± 0.0000 |" in _part(replace(chapter, pictures={}))


def _morning(seed: int) -> list[Arrival]:
    return list(poisson(rates=zipf.RATES, service_time=240, calls=1_000, seed=seed))


def _storm(is_agreed: bool) -> float:
    """The share of the others' callers answered in time while company 1 storms."""
    usual = {company: rate * 3600 for company, rate in zipf.RATES.items()}
    terms = {company: Terms(reserved=mean, burst=2 * math.sqrt(mean)) for company, mean in usual.items()}
    calls = [
        one for one in poisson(rates=zipf.RATES, service_time=240, calls=1_800, seed=2) if one.at < 4_500
    ]
    more = list(burst(tenant_id=1, rate=0.7, service_time=240, starts_at=3_600, ends_at=4_500, seed=2))
    setting = Setting(zipf.planned(), terms if is_agreed else {})
    seen: Counter[bool] = Counter()
    both = sorted(itertools.chain(calls, more), key=lambda one: one.at)
    for outcome in run(setting=setting, arrivals=both, policy=PRODUCTION):
        if outcome.wait is not None and outcome.arrival.at + outcome.wait > 4_560:
            break
        if outcome.arrival.tenant_id != 1 and outcome.arrival.at > 3_600:
            seen[(outcome.wait or 0) <= 20] += 1
    offered = sum(one.tenant_id != 1 and one.at > 3_600 for one in calls)
    return seen[True] / offered


def _one_skill() -> tuple[float, float]:
    """Six M/M/15 whose waiting callers share 30 places: the chain is reversible, its truncation keeps the product form."""
    load, own = RATE * TALK, 15
    weights = [1.0]
    for busy in range(1, own + PLACES + 1):
        weights.append(weights[-1] * load / min(busy, own))
    one = [sum(weights[: own + 1]), *weights[own + 1 :]]
    five = [1.0] + [0.0] * PLACES
    for _ in range(5):
        five = [sum(five[k] * one[n - k] for k in range(n + 1)) for n in range(PLACES + 1)]
    total = blocked = queued = 0.0
    for mine in range(PLACES + 1):
        for theirs in range(PLACES + 1 - mine):
            weight = one[mine] * five[theirs]
            total, queued = total + weight, queued + mine * weight
            if mine + theirs == PLACES:
                blocked += (weights[own] if mine == 0 else one[mine]) * five[theirs]
    p_block = blocked / total
    return p_block, queued / total / (RATE * (1 - p_block)) / 60


@pytest.mark.parametrize("values", [[1.0], [1.0, 1.0]])
def test_one_run_says_nothing_about_its_spread(values: list[float]) -> None:
    assert estimate(values=values).half == (math.inf if len(values) == 1 else 0)
