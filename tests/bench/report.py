"""What a measure says: a ratio, its target, and the figures behind it."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One line of the report. `at_least` or `at_most` is the target; without either it is told for information."""

    name: str
    value: float
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    details: dict[str, float] = field(default_factory=dict)

    @property
    def verdict(self) -> str:
        """Whether the target was reached."""
        if self.at_least is None and self.at_most is None:
            return "told"
        reached = self.value >= (self.at_least or 0.0) and (
            self.at_most is None or self.value <= self.at_most
        )
        return "reached" if reached else "MISSED"

    def line(self) -> str:
        """The line as it is printed."""
        target = (
            f">= {self.at_least}"
            if self.at_least is not None
            else f"<= {self.at_most}"
            if self.at_most
            else ""
        )
        details = "  ".join(f"{name} {value:.3g}" for name, value in self.details.items())
        return f"{self.verdict:8} {self.name:58} {self.value:8.2f}{self.unit:3} {target:8}  {details}"


def median(values: Sequence[float]) -> float:
    """The middle of the rounds."""
    return float(statistics.median(values))
