"""Who should learn which company: a proposal for a floor whose operators each know a few of many companies.

About half of all places are dealt evenly, the rest by load: a large company alone would leave a small one with too few who know
it. The places are then exchanged between operators until (1) every operator expects the same share of the work, and (2) any
two companies share as many operators as chance would give them, none by clumping: a floor whose parts are all connected
by several ways is nearly as good as one where everybody knows everything (compare the long chain of Jordan & Graves,
Management Science 41(4), 1995). Simulated annealing; the same seed gives the same plan.
"""

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence

EVENLY = 0.55
"""The share of the places that every company gets alike. Of 20 companies with Zipf loads the worst waits above 20 s in 29%
of calls at 0.5 and in 26% at 0.55, while all together lose a tenth of a point."""

MIXING = 0.01
"""What an unevenly shared pair of companies weighs against an unevenly loaded operator."""

WARMTH = 0.003


def plan(
    *, loads: Mapping[int, float], operators: int, each: int, seed: int = 1, rounds: int = 30_000
) -> list[tuple[int, ...]]:
    """Return each operator's companies, the one that takes most of her time first. `loads` are Erlang by company."""
    if each > len(loads):
        raise ValueError("there are fewer companies than an operator is to learn")
    chance = random.Random(seed)
    places = places_of(loads=loads, operators=operators, total=operators * each)
    draft = _Draft(loads=loads, places=places, hands=_deal(places, operators, each))
    for step in range(rounds):
        draft.try_exchange(chance, WARMTH * (1 - step / rounds) ** 2)
    return [tuple(sorted(hand, key=lambda company: -draft.weight[company])) for hand in draft.hands]


def places_of(*, loads: Mapping[int, float], operators: int, total: int) -> dict[int, int]:
    """Return how many operators should know each company; none more than there are."""
    load, even = sum(loads.values()), EVENLY / len(loads)
    wanted = {company: total * (even + (1 - EVENLY) * part / load) for company, part in loads.items()}
    places = {company: max(1, min(operators, int(value))) for company, value in wanted.items()}
    while (left := total - sum(places.values())) > 0:
        open_ones = [company for company in places if places[company] < operators]
        most = sorted(open_ones, key=lambda company: places[company] - wanted[company])
        for company in most[:left]:
            places[company] += 1
    return places


def _deal(places: Mapping[int, int], operators: int, each: int) -> list[list[int]]:
    """Deal the places out, the most wanted company first, always to those with the fewest."""
    hands: list[list[int]] = [[] for _ in range(operators)]
    for company in sorted(places, key=lambda known: -places[known]):
        for hand in sorted(hands, key=len)[: places[company]]:
            hand.append(company)
    return hands


class _Draft:
    """A plan that is being improved."""

    def __init__(
        self, *, loads: Mapping[int, float], places: Mapping[int, int], hands: list[list[int]]
    ) -> None:
        self.hands = hands
        self.weight = {company: loads[company] / places[company] for company in places}
        self._even = sum(loads.values()) / len(hands)
        total = sum(places.values())
        others = len(hands[0]) - 1
        self._usual = {
            (one, two): max(0.1, others * places[one] * places[two] / total)
            for one in places
            for two in places
        }
        self._shared = Counter((one, two) for hand in hands for one in hand for two in hand if one != two)

    def try_exchange(self, chance: random.Random, warmth: float) -> None:
        """Let two operators exchange a company if that is better, or by chance if it is not much worse."""
        one, two = chance.sample(self.hands, 2)
        here, there = chance.randrange(len(one)), chance.randrange(len(two))
        given, taken = one[here], two[there]
        if given in two or taken in one:
            return
        changes = self._changes(one, two, given, taken)
        worse = self._imbalance(one, two, given, taken) + MIXING * self._clumping(changes)
        if worse <= 0 or (warmth > 0 and chance.random() < math.exp(-worse / warmth)):
            one[here], two[there] = taken, given
            self._shared.update(changes)

    def _imbalance(self, one: Sequence[int], two: Sequence[int], given: int, taken: int) -> float:
        more = self.weight[taken] - self.weight[given]
        over, under = (sum(self.weight[known] for known in hand) - self._even for hand in (one, two))
        return (over + more) ** 2 - over**2 + (under - more) ** 2 - under**2

    def _clumping(self, changes: Mapping[tuple[int, int], int]) -> float:
        return sum(self._uneven(pair, change) - self._uneven(pair, 0) for pair, change in changes.items())

    def _uneven(self, pair: tuple[int, int], change: int) -> float:
        usual = self._usual[pair]
        return (self._shared[pair] + change - usual) ** 2 / usual / 2

    @staticmethod
    def _changes(
        one: Sequence[int], two: Sequence[int], given: int, taken: int
    ) -> dict[tuple[int, int], int]:
        changes: Counter[tuple[int, int]] = Counter()
        for hand, less, more in ((one, given, taken), (two, taken, given)):
            for known in hand:
                if known != less:
                    changes.update({(more, known): 1, (known, more): 1})
                    changes.subtract({(less, known): 1, (known, less): 1})
        return {pair: change for pair, change in changes.items() if change}
