"""How long each caller will probably wait, in a pool of operators who share companies, skills and languages unevenly.

The line is played out: whichever busy operator becomes free next takes the first caller in the line whom she may answer.
Operators become free independently of each other, each after `handle_time` on average, so of m who still have somebody
to answer each is next with the chance 1 / m, after handle_time / m on average. What is told is the mean over many plays.
Whoever comes later changes nothing for those who stand before, so nobody else has to be guessed.

If everybody knows everything, this is (callers before her + 1) x handle time / operators, which is exact for M/M/n. How
well it does elsewhere is measured in docs/simulation.md.
"""

import math
import random
from collections.abc import Collection, Hashable, Iterable, Sequence

STEPS, FEWEST, MOST = 4000, 8, 100
"""Callers who are answered in all plays together, and the least and the greatest number of plays."""

Operator = Collection[Hashable]
"""Whom she may answer."""


def expected_waits(
    *, line: Sequence[Hashable], staff: Iterable[Operator], handle_time: float
) -> list[float | None]:
    """Return everybody's expected wait from now in seconds; None where nobody on duty may answer her.

    `line` says of what kind each caller is, in the order in which they will be served; callers of one kind may be answered
    by the same operators. `staff` are those on duty, busy ones included. The same line is always told the same.
    """
    game = _Game(line, staff)
    plays = _plays(len(line))
    sums = [0.0] * len(line)
    for _ in range(plays):
        game.play(sums, len(line))
    return [total / plays * handle_time if total else None for total in sums]


def expected_wait(*, line: Sequence[Hashable], staff: Iterable[Operator], handle_time: float) -> float | None:
    """Return the same of the last one in the line alone, which is quicker."""
    game = _Game(line, staff)
    plays, last = _plays(len(line)), len(line) - 1
    sums = [0.0] * len(line)
    for _ in range(plays):
        game.play(sums, last)
    return sums[last] / plays * handle_time if sums[last] else None


def _plays(callers: int) -> int:
    """The longer the line, the less chance there is in it."""
    return max(FEWEST, min(MOST, math.ceil(STEPS / max(1, callers))))


class _Game:
    """A line, and who may answer it."""

    def __init__(self, line: Sequence[Hashable], staff: Iterable[Operator]) -> None:
        self._chance = random.Random(len(line))
        self._places: dict[Hashable, list[int]] = {}
        for place, kind in enumerate(line):
            self._places.setdefault(kind, []).append(place)
        mine = (tuple(kind for kind in self._places if kind in one) for one in staff)
        self._staff = [kinds for kinds in mine if kinds]
        self._nobody = len(line)

    def play(self, sums: list[float], last: int) -> None:
        """Add to `sums` when each caller is answered, in handle times; end when the one in the place `last` has been."""
        chance, nobody = self._chance.random, self._nobody
        lines = {kind: iter(places) for kind, places in self._places.items()}
        heads = {kind: next(line) for kind, line in lines.items()}
        staff, now = self._staff, 0.0
        while staff:
            now += 1 / len(staff)
            kinds = staff[int(chance() * len(staff))]
            kind = min(kinds, key=heads.__getitem__) if len(kinds) > 1 else kinds[0]
            place = heads[kind]
            sums[place] += now
            if place == last:
                return
            heads[kind] = next(lines[kind], nobody)
            if heads[kind] == nobody:
                left = (tuple(one for one in mine if heads[one] < nobody) for mine in staff)
                staff = [mine for mine in left if mine]
