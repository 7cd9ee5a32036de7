"""What callers made of it: counts by company, and means over runs with their intervals."""

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from telephony.whatif.types import Outcome

# Student's t for 95%, two-sided, by degrees of freedom; beyond the table it is close to normal.
T95 = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262, 10: 2.228}
T95_BEYOND = {15: 2.145, 20: 2.093, 30: 2.045, 60: 2.0}


@dataclass
class Experience:
    """One run, as its callers saw it. `late` counts those who waited longer than the answer time or hung up."""

    within_time: float = 20.0
    callers: Counter[int] = field(default_factory=Counter)
    late: Counter[int] = field(default_factory=Counter)
    turned_away: int = 0
    hung_up: int = 0
    waited: float = 0.0
    longest: float = 0.0

    def note(self, outcome: Outcome) -> None:
        """Take one caller in."""
        company = outcome.arrival.tenant_id
        self.callers[company] += 1
        if outcome.wait is None:
            self.turned_away += 1
            return
        self.waited += outcome.wait
        self.longest = max(self.longest, outcome.wait)
        self.hung_up += outcome.operator is None
        if outcome.operator is None or outcome.wait > self.within_time:
            self.late[company] += 1

    @property
    def accepted(self) -> int:
        """How many found a place."""
        return self.callers.total() - self.turned_away

    @property
    def mean_wait(self) -> float:
        """Mean wait of those accepted, in seconds."""
        return self.waited / self.accepted

    @property
    def p_late(self) -> float:
        """The share of the accepted who were not answered in time."""
        return self.late.total() / self.accepted

    def p_late_of(self, company: int) -> float:
        """The same of one company."""
        return self.late[company] / self.callers[company] if self.callers[company] else 0.0


def experience(*, outcomes: Iterable[Outcome], since: float, within_time: float = 20.0) -> Experience:
    """Gather the outcomes of those who came at or after this moment."""
    found = Experience(within_time=within_time)
    for outcome in outcomes:
        if outcome.arrival.at >= since:
            found.note(outcome)
    return found


@dataclass(frozen=True)
class Estimate:
    """A mean over independent runs and the half-width of its 95% interval."""

    mean: float
    half: float

    def __str__(self) -> str:
        return f"{self.mean:.4f} ± {self.half:.4f}"


def estimate(*, values: Sequence[float]) -> Estimate:
    """Return the mean of the runs with its interval by Student's t; a single run has an infinite one."""
    if len(values) < 2:
        return Estimate(values[0], math.inf)
    return Estimate(
        statistics.fmean(values), _t(len(values) - 1) * statistics.stdev(values) / math.sqrt(len(values))
    )


def _t(freedom: int) -> float:
    if freedom in T95:
        return T95[freedom]
    return next((t for upto, t in T95_BEYOND.items() if freedom < upto), 1.96)
