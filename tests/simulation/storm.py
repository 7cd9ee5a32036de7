"""One company's callers come ten times as fast for a quarter of an hour. What do the others feel?"""

import heapq
import math
from collections import Counter
from typing import NamedTuple

from telephony.routing.ability import can_answer
from telephony.routing.types import CAPACITY_TIME
from telephony.routing.weights import PRODUCTION
from telephony.whatif.arrivals import burst, poisson
from telephony.whatif.experience import estimate
from telephony.whatif.floor import Floor, run
from telephony.whatif.types import Arrival, Setting, Terms
from tests.simulation.figures import Chapter, Figure, Job, bounded
from tests.simulation.pictures import Series, chart
from tests.simulation.zipf import CALLS_PER_SECOND, IN_TIME, RATES, TALK, planned

STARTS, LASTS, WATCHED, TIMES = 5400.0, 900.0, 3600.0, 10
CEILING = 90.0
STEP = 300.0
WHO = (1, 6, 20)
POLICY = PRODUCTION

TEXT = """The floor of the last chapter with the planner's skills and the policy of production. The contract of every company reserves what it needs in an
average hour, since that is what the floor is staffed for; its burst is two standard deviations of a Poisson hour, so that of
40 ordinary hours one at most counts as a storm; the ceiling is the usual 90 s. Against whoever is beyond her contract the last
two ready operators who know another company are held for that company (`held`; two was chosen on other seeds than these: one
cost the others 4 points in company 6's storms, three cost them more in company 1's). One company's callers come ten times
as fast for 15 minutes, nobody hangs up. Judged: the service level of all other companies over the hour that begins with the storm, against the same hour, with the same callers, without it; and that nobody within
a contract waited above her ceiling while an operator stood free who could have answered her."""


class Measured(NamedTuple):
    """One pair of runs: offered and answered in time of the others, by five minutes, without and with the storm."""

    who: int
    offered: Counter[int]
    calm: Counter[int]
    stormy: Counter[int]
    idle_beside: int


def one_run(*, who: int, seed: int) -> Measured:
    """Simulate the same callers twice."""
    until = STARTS + WATCHED
    calls = int(until * CALLS_PER_SECOND * 1.3)
    usual = [one for one in poisson(rates=RATES, service_time=TALK, calls=calls, seed=seed) if one.at < until]
    more = burst(
        tenant_id=who,
        rate=RATES[who] * (TIMES - 1),
        service_time=TALK,
        starts_at=STARTS,
        ends_at=STARTS + LASTS,
        seed=seed,
    )
    storm = list(heapq.merge(usual, more, key=lambda one: one.at))
    offered = Counter(_step(one) for one in usual if one.at >= STARTS and one.tenant_id != who)
    calm, _idle = _in_time(usual, who)
    stormy, idle = _in_time(storm, who)
    return Measured(who, offered, calm, stormy, idle)


def jobs(*, short: bool) -> list[Job]:
    """Return all runs."""
    runs, who = (2, WHO[:1]) if short else (16, WHO)
    return [(one_run, {"who": company, "seed": 9000 + seed}) for company in who for seed in range(runs)]


def chapter(results: list[Measured]) -> Chapter:
    """Judge each company's storm."""
    figures, pictures = [], {}
    for who in sorted({one.who for one in results}):
        runs = [one for one in results if one.who == who]
        figures += _judged(who, runs)
        pictures[f"storm{who}"] = _picture(who, runs)
    idle = sum(one.idle_beside for one in results)
    name = "callers within a contract above their ceiling beside a free operator"
    figures.append(Figure(name=name, ours=float(idle), bound="0", holds=idle == 0))
    return Chapter(title="One company's storm", text=TEXT, figures=figures, pictures=pictures)


def _judged(who: int, runs: list[Measured]) -> list[Figure]:
    falls = [_level(one.offered, one.calm, 12) - _level(one.offered, one.stormy, 12) for one in runs]
    quarter = [_level(one.offered, one.calm, 3) - _level(one.offered, one.stormy, 3) for one in runs]
    fall = estimate(values=falls)
    return [
        bounded(name=f"company {who}: the others' level falls by", ours=fall, most=0.05),
        Figure(name=f"company {who}: in the 15 minutes themselves", ours=estimate(values=quarter)),
        Figure(
            name=f"company {who}: the others' level without it",
            ours=estimate(values=[_level(one.offered, one.calm, 12) for one in runs]),
        ),
    ]


def _picture(who: int, runs: list[Measured]) -> str:
    calm = Series("without the storm", _by_step([(one.offered, one.calm) for one in runs]))
    stormy = Series("with it", _by_step([(one.offered, one.stormy) for one in runs]))
    title = f"The others' service level, minutes after company {who}'s storm began"
    return chart(title=title, series=[calm, stormy])


def _by_step(runs: list[tuple[Counter[int], Counter[int]]]) -> list[tuple[float, float, float]]:
    steps = range(int(WATCHED // STEP))
    return [((step + 1) * STEP / 60, _level_of(runs, step), 0.0) for step in steps]


def _level(offered: Counter[int], in_time: Counter[int], steps: int) -> float:
    return sum(in_time[step] for step in range(steps)) / sum(offered[step] for step in range(steps))


def _level_of(runs: list[tuple[Counter[int], Counter[int]]], step: int) -> float:
    return sum(answered[step] for _offered, answered in runs) / sum(offered[step] for offered, _ in runs)


def _in_time(arrivals: list[Arrival], who: int) -> tuple[Counter[int], int]:
    found: Counter[int] = Counter()
    idle = 0

    def watch(floor: Floor, arrival: Arrival) -> None:
        nonlocal idle
        idle += _idle_beside(floor)

    terms = {company: _terms(rate * CAPACITY_TIME) for company, rate in RATES.items()}
    for outcome in run(setting=Setting(planned(), terms), arrivals=arrivals, policy=POLICY, watch=watch):
        if outcome.wait is None or outcome.arrival.at + outcome.wait > arrivals[-1].at + IN_TIME:
            break
        if outcome.arrival.at >= STARTS and outcome.arrival.tenant_id != who and outcome.wait <= IN_TIME:
            found[_step(outcome.arrival)] += 1
    return found, idle


def _terms(usual: float) -> Terms:
    return Terms(reserved=usual, burst=2 * math.sqrt(usual), ceiling_time=CEILING)


def _idle_beside(floor: Floor) -> int:
    """Callers above the ceiling of a contract that is not used up, beside whom somebody stands free for them."""
    return sum(
        any(can_answer(caller=caller, operator=operator) for operator in floor.ready.values())
        for caller in floor.callers.values()
        if floor.waited(caller) > CEILING and floor.is_within_contract(caller.tenant_id)
    )


def _step(arrival: Arrival) -> int:
    return int((arrival.at - STARTS) // STEP)
