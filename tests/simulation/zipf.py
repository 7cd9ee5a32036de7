"""Twenty companies, a few large and many small, shared by operators who each know three of them."""

from collections import Counter
from typing import NamedTuple

from cc_saas.lib.erlang import Patient
from telephony.routing.types import DEFAULT_CEILING_TIME, Policy
from telephony.routing.weights import PRODUCTION
from telephony.whatif.arrivals import poisson
from telephony.whatif.experience import estimate, experience
from telephony.whatif.floor import run
from telephony.whatif.planner import plan
from telephony.whatif.types import Setting, Staff, Terms
from tests.simulation.figures import Chapter, Figure, Job, bounded
from tests.simulation.pictures import Series, chart

COMPANIES, OPERATORS, EACH = range(1, 21), 75, 3
TALK, IN_TIME = 240.0, 20.0
CALLS_PER_SECOND = 1000 / 3600
_WHOLE = sum(1 / rank for rank in COMPANIES)
RATES = {rank: CALLS_PER_SECOND / rank / _WHOLE for rank in COMPANIES}
LOADS = {rank: rate * TALK for rank, rate in RATES.items()}
POOLED = Patient(rate=CALLS_PER_SECOND, service_time=TALK, servers=OPERATORS).answered_within(seconds=IN_TIME)

PLAIN = Policy()
"""No weight at all: what production's stand beside."""

FLOORS = {
    "everybody knows everybody": ("all", PLAIN, None),
    "planned, longest waiting and longest idle first": ("plan", PLAIN, None),
    "planned, by contract": ("plan", PRODUCTION, None),
    "planned, by contract with a ceiling": ("plan", PRODUCTION, DEFAULT_CEILING_TIME),
}

TEXT = """20 companies with loads proportional to 1/rank, 1000 calls an hour, exponential talks of 240 s, 75 operators who know
three companies each, nobody hangs up. If everybody knew everybody, Erlang C would say 0.8842 answered in 20 s. The skill
planner (`telephony/whatif/planner.py`) proposes who learns which company; a simple chain of neighbours reached 0.774, its
worst company 0.574, elsewhere. *By contract* is the policy of production (`telephony/routing/weights.py`): of the ready
operators whom nobody else could replace answers last (`need_time`), a caller who can no longer be answered in time stands
back (`yield_time`; a bounded time, so nobody starves), and a company behind its contract stands forward (`debt_time`). Its
price stands beside it: the share that waits above 90 s. No ceiling is agreed here; what the usual one of 90 s, which beats all
of it, makes of the same callers is told last."""


class Measured(NamedTuple):
    """One run."""

    floor: str
    callers: Counter[int]
    late: Counter[int]
    mean_wait: float
    p_over_90: float


def planned() -> tuple[Staff, ...]:
    """Return the planner's proposal."""
    return tuple(Staff(companies) for companies in plan(loads=LOADS, operators=OPERATORS, each=EACH))


def one_run(*, floor: str, seed: int, calls: int) -> Measured:
    """Simulate; the first tenth is dropped."""
    kind, policy, ceiling = FLOORS[floor]
    terms = {company: Terms(ceiling_time=ceiling) for company in COMPANIES}
    arrivals = poisson(rates=RATES, service_time=TALK, calls=calls, seed=seed)
    outcomes = list(run(setting=Setting(_staff(kind), terms), arrivals=arrivals, policy=policy))
    since = calls / CALLS_PER_SECOND / 10
    seen = experience(outcomes=outcomes, since=since)
    waits = [outcome.wait or 0.0 for outcome in outcomes if outcome.arrival.at >= since]
    over = sum(wait > 90 for wait in waits) / len(waits)
    return Measured(floor, seen.callers, seen.late, seen.mean_wait, over)


def jobs(*, short: bool) -> list[Job]:
    """Return all runs."""
    runs, calls = (3, 8_000) if short else (10, 40_000)
    return [
        (one_run, {"floor": floor, "seed": 7000 + seed, "calls": calls})
        for floor in FLOORS
        for seed in range(runs)
    ]


def chapter(results: list[Measured]) -> Chapter:
    """Judge what the contract's order reaches; the others stand beside it."""
    figures: list[Figure] = []
    lines = []
    for floor in FLOORS:
        runs = [one for one in results if one.floor == floor]
        late = by_company(runs)
        figures += _told(floor, runs, late)
        if floor != "everybody knows everybody":
            lines.append(
                Series(floor.split(",")[-1].strip(), [(rank, late[rank], 0.0) for rank in COMPANIES])
            )
    picture = chart(title="Share of callers who wait above 20 s, by company (1 is the largest)", series=lines)
    return Chapter(
        title="Few skills, many companies", text=TEXT, figures=figures, pictures={"companies": picture}
    )


def by_company(runs: list[Measured]) -> dict[int, float]:
    """Return every company's share of late callers over all runs."""
    callers, late = Counter[int](), Counter[int]()
    for one in runs:
        callers.update(one.callers)
        late.update(one.late)
    return {company: late[company] / callers[company] for company in COMPANIES}


def _told(floor: str, runs: list[Measured], late: dict[int, float]) -> list[Figure]:
    in_time = estimate(values=[1 - one.late.total() / one.callers.total() for one in runs])
    unlucky = max(late, key=lambda company: late[company])
    worst = estimate(values=[one.late[unlucky] / max(1, one.callers[unlucky]) for one in runs])
    first, second = f"{floor}: answered in 20 s", f"{floor}: worst company ({unlucky}) waits over 20 s"
    if floor == "planned, by contract":
        figures = [
            bounded(name=first, ours=in_time, least=0.95 * POOLED),
            bounded(name=second, ours=worst, most=0.30),
        ]
    elif floor == "everybody knows everybody":
        low, high = POOLED - 1.5 * in_time.half, POOLED + 1.5 * in_time.half
        figures = [
            bounded(name=first, ours=in_time, least=low, most=high, theirs=f"{POOLED:.4f} exact"),
            Figure(name=second, ours=worst),
        ]
    else:
        figures = [Figure(name=first, ours=in_time), Figure(name=second, ours=worst)]
    return [
        *figures,
        Figure(name=f"{floor}: mean wait, s", ours=estimate(values=[one.mean_wait for one in runs])),
        Figure(name=f"{floor}: waits over 90 s", ours=estimate(values=[one.p_over_90 for one in runs])),
    ]


def _staff(kind: str) -> tuple[Staff, ...]:
    if kind == "all":
        return (Staff(tuple(COMPANIES)),) * OPERATORS
    return planned()
