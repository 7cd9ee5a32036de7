"""How well the expected wait is told, beside what others tell: the last wait, or queue length x AHT / operators."""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from telephony.routing.expected_wait import expected_wait
from telephony.routing.weights import PRODUCTION
from telephony.whatif.arrivals import poisson
from telephony.whatif.experience import estimate
from telephony.whatif.floor import Floor, run
from telephony.whatif.types import Arrival, Setting
from tests.simulation.figures import Chapter, Figure, Job, bounded
from tests.simulation.pictures import Series, chart
from tests.simulation.zipf import CALLS_PER_SECOND, COMPANIES, OPERATORS, RATES, TALK, planned

POLICY = PRODUCTION
SCALES = (0.9, 1.0, 1.06, 1.1)
OURS, LAST, LENGTH, OWN = "ours", "last wait", "queue x AHT / operators", "the same by company"
RIVALS = (LAST, LENGTH)

EVERY = 8
"""Of those who wait, so many stand behind each who is told: the errors of neighbours are nearly the same."""

TEXT = """Every eighth caller who has to wait on the floor of the second chapter (planned skills, the policy of
production, nothing agreed) is told
her expected wait at once by four formulas, and what she is told is compared with what she then waits. *Ours* is
`telephony/routing/expected_wait.py`: the line as it stands is played out some forty to a hundred times, whichever busy
operator comes free next taking the first whom she may answer; the mean is told. It was chosen on other seeds than these.
*Last wait* is that of the last answered caller of her company who had to wait. *Queue x AHT / operators* takes all callers
and all operators; *by company* takes her company's callers and those who know it. Ours must have the smaller mean absolute
error and the smaller bias than the first two at every load; the third stands beside them."""


class Measured(NamedTuple):
    """One run: mean absolute error and mean error in seconds by formula, and the mean wait of those who waited."""

    scale: float
    errors: dict[str, float]
    biases: dict[str, float]
    mean_wait: float


def one_run(*, scale: float, seed: int, calls: int) -> Measured:
    """Simulate; the first tenth is dropped, and so is whoever came before any last wait was known."""
    told = list(_told(scale, seed, calls))
    names = (OURS, LAST, LENGTH, OWN)
    errors = {name: sum(abs(guess[name] - wait) for guess, wait in told) / len(told) for name in names}
    biases = {name: sum(guess[name] - wait for guess, wait in told) / len(told) for name in names}
    return Measured(scale, errors, biases, sum(wait for _guess, wait in told) / len(told))


def jobs(*, short: bool) -> list[Job]:
    """Return all runs."""
    runs, calls = (2, 5_000) if short else (10, 15_000)
    return [
        (one_run, {"scale": scale, "seed": 5000 + seed, "calls": calls})
        for scale in SCALES
        for seed in range(runs)
    ]


def chapter(results: list[Measured]) -> Chapter:
    """Judge by load."""
    figures = []
    for scale in SCALES:
        figures += _judged(f"load {_load(scale):.2f}", [one for one in results if one.scale == scale])
    names = (OURS, LAST, LENGTH, OWN)
    lines = [
        Series(name, [(_load(scale), _mean(results, scale, name), 0.0) for scale in SCALES]) for name in names
    ]
    picture = chart(
        title="Mean absolute error of the expected wait in seconds, by load per operator", series=lines
    )
    return Chapter(title="The expected wait", text=TEXT, figures=figures, pictures={"waits": picture})


def _judged(name: str, runs: list[Measured]) -> list[Figure]:
    error = estimate(values=[one.errors[OURS] for one in runs])
    bias = estimate(values=[one.biases[OURS] for one in runs])
    errors = {rival: estimate(values=[one.errors[rival] for one in runs]).mean for rival in (*RIVALS, OWN)}
    biases = {rival: estimate(values=[one.biases[rival] for one in runs]).mean for rival in (*RIVALS, OWN)}
    least, nearest = min(errors[rival] for rival in RIVALS), min(abs(biases[rival]) for rival in RIVALS)
    return [
        bounded(name=f"{name}: mean absolute error, s", ours=error, theirs=_listed(errors), most=least),
        bounded(name=f"{name}: bias, s", ours=bias, theirs=_listed(biases), least=-nearest, most=nearest),
        Figure(
            name=f"{name}: mean wait of who waits, s", ours=estimate(values=[one.mean_wait for one in runs])
        ),
    ]


def _told(scale: float, seed: int, calls: int) -> Iterator[tuple[dict[str, float], float]]:
    staff = planned()
    able = [frozenset(one.companies) for one in staff]
    know = {company: sum(company in one for one in able) for company in COMPANIES}
    last: dict[int, float] = {}
    guesses: dict[Arrival, dict[str, float]] = {}
    comers = count()

    def watch(floor: Floor, arrival: Arrival) -> None:
        company, waiting = arrival.tenant_id, floor.callers
        if company in last and next(comers) % EVERY == 0:
            line = [caller.tenant_id for caller in waiting.values()]
            own = line.count(company)
            guesses[arrival] = {
                OURS: expected_wait(line=line, staff=able, handle_time=TALK) or 0.0,
                LAST: last[company],
                LENGTH: len(waiting) * TALK / OPERATORS,
                OWN: own * TALK / know[company],
            }

    rates = {company: rate * scale for company, rate in RATES.items()}
    arrivals = poisson(rates=rates, service_time=TALK, calls=calls, seed=seed)
    since = calls / CALLS_PER_SECOND / scale / 10
    for outcome in run(setting=Setting(staff), arrivals=arrivals, policy=POLICY, watch=watch):
        if outcome.wait:
            last[outcome.arrival.tenant_id] = outcome.wait
        guess = guesses.pop(outcome.arrival, None)
        if guess is not None and outcome.wait is not None and outcome.arrival.at >= since:
            yield guess, outcome.wait


def _load(scale: float) -> float:
    return scale * CALLS_PER_SECOND * TALK / OPERATORS


def _mean(results: list[Measured], scale: float, name: str) -> float:
    return estimate(values=[one.errors[name] for one in results if one.scale == scale]).mean


def _listed(values: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.1f}" for name, value in values.items())
