"""What an experiment says: a figure, its interval, what others found, the bound, and whether it holds."""

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

    @property
    def verdict(self) -> str:
        """Whether the bound was kept."""
        return {None: "told", True: "pass", False: "MISS"}[self.holds]

    def cells(self) -> list[str]:
        """Return the line's cells."""
        ours = str(self.ours) if isinstance(self.ours, Estimate) else f"{self.ours:.4f}"
        return [self.name, ours, self.theirs, self.bound, self.verdict]


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """An experiment's part of the page."""

    title: str
    text: str
    figures: Sequence[Figure]
    pictures: dict[str, str] = field(default_factory=dict)
