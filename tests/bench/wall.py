"""Operators change while floors are open: how soon does each floor know, and how often is it told?"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

Change = tuple[str, int, float]
"""An operator, the number of her change, and when it was committed (monotonic seconds)."""


@dataclass
class Watched:
    """What came of one watch. Times are seconds."""

    changes: int = 0
    unheard: int = 0
    ages: list[float] = field(default_factory=list)
    frames_a_second: list[float] = field(default_factory=list)

    def staleness(self, share: float) -> float:
        """Return the age below which this share of the changes was heard, over all floors."""
        ordered = sorted(self.ages)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass
class Ear:
    """One open floor: when each change of an operator was heard, by her `seq`."""

    heard: dict[str, list[tuple[int, float]]] = field(default_factory=dict)
    frames: list[float] = field(default_factory=list)

    def hear(self, text: str) -> None:
        """Take a frame as it arrives."""
        at, frame = time.monotonic(), json.loads(text)
        if frame["type"] != "floor.changed":
            return
        self.frames.append(at)
        for operator_id, row in frame["new"].get("operators", {}).items():
            self.heard.setdefault(operator_id, []).append((row["seq"], at))

    def age_of(self, change: Change) -> float | None:
        """Return how long after its commit this floor knew of the change, or of a later one."""
        operator_id, seq, committed = change
        later = (heard for number, heard in self.heard.get(operator_id, []) if number >= seq)
        return next((max(0.0, heard - committed) for heard in later), None)


def compared(ears: Sequence[Ear], made: Sequence[Change], began: float, ended: float) -> Watched:
    """Return what the floors heard of what was changed between the two instants."""
    found = Watched(changes=len(made))
    for ear in ears:
        ages = [ear.age_of(one) for one in made]
        found.unheard += ages.count(None)
        found.ages += [age for age in ages if age is not None]
        found.frames_a_second.append(len([at for at in ear.frames if began <= at <= ended]) / (ended - began))
    return found
