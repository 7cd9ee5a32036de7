"""What an experiment says: a figure, its interval, what others found, the bound, and whether it holds."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from telephony.whatif.experience import Estimate

Job = tuple[Callable[..., Any], dict[str, Any]]
"""A function of a module and its arguments: one run, for one process."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line. Without `holds` it is told for information."""

    name: str
    ours: Estimate | float
    theirs: str = ""
    bound: str = ""
    holds: bool | None = None
    # Whether the bound is at least within the interval: all that a short run can say.
    may_hold: bool | None = None

    def verdict(self, *, short: bool) -> str:
        """Whether the bound was kept. A short run misses only what its interval excludes; the rest is open."""
        if self.holds is False and short and self.may_hold:
            return "open"
        return {None: "told", True: "pass", False: "MISS"}[self.holds]

    def cells(self, *, short: bool) -> list[str]:
        """Return the line's cells."""
        ours = str(self.ours) if isinstance(self.ours, Estimate) else f"{self.ours:.4f}"
        return [self.name, ours, self.theirs, self.bound, self.verdict(short=short)]


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """An experiment's part of the page."""

    title: str
    text: str
    figures: Sequence[Figure]
    pictures: dict[str, str] = field(default_factory=dict)


def bounded(
    *, name: str, ours: Estimate, least: float = -math.inf, most: float = math.inf, theirs: str = ""
) -> Figure:
    """Return a figure with a bound below, above or both."""
    low, high = ours.mean - ours.half, ours.mean + ours.half
    words = [f">= {least:.4g}"] * (least > -math.inf) + [f"<= {most:.4g}"] * (most < math.inf)
    return Figure(
        name=name,
        ours=ours,
        theirs=theirs,
        bound=", ".join(words),
        holds=least <= ours.mean <= most,
        may_hold=high >= least and low <= most,
    )
