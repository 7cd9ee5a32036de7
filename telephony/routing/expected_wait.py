"""How long a caller will probably wait, in a pool of operators who share companies, skills and languages unevenly.

Operators become free independently of each other, each after `handle_time` on average. Let n be those who may answer her,
and n_k those who may answer a caller k before her, s_k of them hers too. Whoever is answered before her was answered by
one of hers with the chance s_k / n_k. Her turn comes when her operators have become free once more than that:

    T = handle_time / n x (1 + sum of s_k / n_k over those k before her with T_k <= T)

where T_k is the expected wait of k by the same formula. If everybody knows everything, this is (callers before her + 1) x
handle time / operators, which is exact for M/M/n. How well it does elsewhere is measured in docs/simulation.md.
"""

from collections.abc import Callable, Hashable, Iterable
from uuid import UUID

from telephony.routing.types import WaitingCaller

Able = Callable[[WaitingCaller], frozenset[UUID]]
Kind = Callable[[WaitingCaller], Hashable]


class Line:
    """Callers in the order in which they will be served, and when each will probably be answered."""

    def __init__(self, *, able: Able, kind: Kind, handle_time: float) -> None:
        """`able` returns who on duty may answer a caller, ready or busy; callers of one `kind` have the same."""
        self._able, self._kind, self._handle_time = able, kind, handle_time
        self._who: dict[Hashable, frozenset[UUID]] = {}
        self._before: list[tuple[float, Hashable]] = []

    def join(self, caller: WaitingCaller) -> float | None:
        """Put a caller at the end; return her expected wait from now in seconds, None if nobody may answer her."""
        kind = self._kind(caller)
        if kind not in self._who:
            self._who[kind] = self._able(caller)
        mine = self._who[kind]
        if not mine:
            return None
        wait = self._turn(mine)
        self._before.append((wait, kind))
        return wait

    def _turn(self, mine: frozenset[UUID]) -> float:
        shares = {kind: len(mine & theirs) / len(theirs) for kind, theirs in self._who.items() if theirs}
        each, ends = self._handle_time / len(mine), 1.0
        for wait, kind in sorted(self._before, key=lambda known: known[0]):
            if wait > each * ends:
                break
            ends += shares[kind]
        return each * ends


def expected_waits(
    *, callers: Iterable[WaitingCaller], able: Able, kind: Kind, handle_time: float
) -> dict[UUID, float | None]:
    """Return everybody's expected wait from now; `callers` come in the order in which they will be served."""
    line = Line(able=able, kind=kind, handle_time=handle_time)
    return {caller.call_id: line.join(caller) for caller in callers}
