"""The experiment of Wallace & Whitt (2005) at load 84: how far two skills per operator go."""

import csv
import math
from pathlib import Path
from typing import NamedTuple

from telephony.routing.types import Policy
from telephony.whatif.arrivals import poisson
from telephony.whatif.experience import Estimate, Experience, estimate, experience
from telephony.whatif.floor import run
from telephony.whatif.types import Setting, Staff
from tests.simulation.figures import Chapter, Figure, Job
from tests.simulation.pictures import Series, chart

TABLE = Path(__file__).resolve().parents[1] / "fixtures" / "reference" / "wallace_whitt_sim.csv"
TYPES, OPERATORS, PLACES, TALK = 6, 90, 30, 600.0
RATE = 1.40 / 60
SKILLS = range(1, 7)
HER_ORDER = Policy(rank_time=1e6)
"""`free_rule` P and `tie_rule` P: an operator's own order is worth more than any waiting."""

MEASURES = {"p_block": "turned away", "p_delay_gt_0.5min": "waits over 30 s", "EW_min": "mean wait, minutes"}

TEXT = """Six kinds of call with equal Poisson rates, 90 operators, exponential talks of 10 minutes, 30 waiting places for
all. Each operator knows 1 to 6 kinds in an order of her own; a caller goes to the idle operator in whose order she stands
first, a freed operator takes the first kind of her order for which somebody waits (R. B. Wallace, W. Whitt, "A staffing
algorithm for call centers with skill-based routing", M&SOM 7(4), 2005). Theirs: 10 runs of 800,000 arrivals by another
program. A difference may be 1.5 times the root of both squared half-widths, and 1.0 times for 15 of the 18."""


class Measured(NamedTuple):
    """One run."""

    skills: int
    p_block: float
    p_late: float
    mean_minutes: float


def staff(*, skills: int) -> tuple[Staff, ...]:
    """Return the operators, as tests/fixtures/reference/README.md deals their skills."""
    return tuple(Staff(_order(number)[:skills], is_ordered=True) for number in range(OPERATORS))


def one_run(*, skills: int, seed: int, calls: int) -> Measured:
    """Simulate; the first fifth is dropped."""
    rates = dict.fromkeys(range(TYPES), RATE)
    arrivals = poisson(rates=rates, service_time=TALK, calls=calls, seed=seed)
    outcomes = run(
        setting=Setting(staff(skills=skills), waiting_places=PLACES), arrivals=arrivals, policy=HER_ORDER
    )
    seen: Experience = experience(outcomes=outcomes, since=calls / (TYPES * RATE) / 5, within_time=30)
    p_block = seen.turned_away / seen.callers.total()
    return Measured(skills, p_block, seen.p_late, seen.mean_wait / 60)


def jobs(*, short: bool) -> list[Job]:
    """Return all runs."""
    runs, calls = (6, 10_000) if short else (10, 100_000)
    return [
        (one_run, {"skills": skills, "seed": 1000 + seed, "calls": calls})
        for skills in SKILLS
        for seed in range(runs)
    ]


def chapter(results: list[Measured]) -> Chapter:
    """Compare with the table."""
    theirs = _table()
    ours = {skills: _estimates([one for one in results if one.skills == skills]) for skills in SKILLS}
    figures, ratios = [], []
    for skills in SKILLS:
        for place, (column, words) in enumerate(MEASURES.items()):
            figure, ratio = _compared(
                f"{skills} skills: {words}", ours[skills][place], theirs[skills, column]
            )
            figures.append(figure)
            ratios.append(ratio)
    near = sum(ratio <= 1 for ratio in ratios)
    bound = "at least 15 of 18"
    figures.append(
        Figure(name="figures within 1.0", ours=float(near), bound=bound, holds=near >= 15, may_hold=True)
    )
    one, two, six = (ours[skills][2].mean for skills in (1, 2, 6))
    gap = (one - two) / (one - six)
    figures.append(
        Figure(
            name="gap of mean wait closed by two skills",
            ours=gap,
            bound=">= 0.93",
            holds=gap >= 0.93,
            may_hold=True,
        )
    )
    picture = chart(
        title="Mean wait in minutes by skills per operator (bars: 95%)",
        series=[
            Series("ours", [(k, ours[k][2].mean, ours[k][2].half) for k in SKILLS]),
            Series("theirs", [(k, theirs[k, "EW_min"].mean, theirs[k, "EW_min"].half) for k in SKILLS]),
        ],
    )
    return Chapter(
        title="Two skills are nearly all", text=TEXT, figures=figures, pictures={"skills": picture}
    )


def _compared(name: str, ours: Estimate, theirs: Estimate) -> tuple[Figure, float]:
    both = math.hypot(ours.half, theirs.half)
    ratio = abs(ours.mean - theirs.mean) / both
    bound = f"difference {ratio:.2f} <= 1.5"
    return Figure(name=name, ours=ours, theirs=str(theirs), bound=bound, holds=ratio <= 1.5), ratio


def _estimates(runs: list[Measured]) -> tuple[Estimate, ...]:
    columns = list(zip(*runs, strict=True))[1:]
    return tuple(estimate(values=column) for column in columns)


def _table() -> dict[tuple[int, str], Estimate]:
    with TABLE.open(encoding="utf-8") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if (row["load"], row["free_rule"], row["tie_rule"]) == ("normal84", "P", "P")
        ]
    return {
        (int(row["skills"]), column): Estimate(float(row[column]), float(row[f"{column}_ci"]))
        for row in rows
        for column in MEASURES
    }


def _order(number: int) -> tuple[int, ...]:
    first, rest = divmod(number, 15)
    shift, direction, step = rest % 5, -1 if (rest // 5) % 2 else 1, 2 if rest // 5 == 2 else 1
    others = [(first + distance) % TYPES for distance in range(1, TYPES)]
    return (first, *(others[(shift + direction * step * place) % 5] for place in range(5)))
