"""Fairness between companies: what each is owed, and what is kept for whom.

Debt moves a company's callers forward or back by a bounded number of seconds, so nobody starves by it. A company within
its reserve is on equal terms with the others. In its burst its callers stand behind theirs. Beyond its contract they stand
last, and get only operators whom the others can spare: the last two who are ready and know another company are held for that
company. So a storm costs the one on whom it falls.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from telephony.routing.types import Policy, ReadyOperator, Standing

UNCERTAIN_CALLS = 20
"""A company's level is believed by as many calls as it had, against so many that would have met the contract."""

WITHIN, BURST, BEYOND = 0, 1, 2
"""How a company's next call stands to its contract."""


def debt(*, standing: Standing) -> float:
    """Return how far the service level is behind the contract, as a share of calls; negative when ahead of it."""
    owed = standing.target * standing.offered - standing.in_time
    return owed / (standing.offered + UNCERTAIN_CALLS)


def head_start(*, standing: Standing | None, policy: Policy) -> float:
    """Return the seconds by which the callers of a company stand as though they had come earlier."""
    if standing is None or not standing.offered:
        return 0.0
    seconds = 100 * debt(standing=standing) * policy.debt_time
    return max(-policy.debt_limit_time, min(policy.debt_limit_time, seconds))


class Shares:
    """Who has had how many answers, while pairs are being made."""

    def __init__(self, *, companies: Mapping[int, Standing], policy: Policy) -> None:
        self._companies, self._policy = companies, policy
        self._more: Counter[int] = Counter()
        self._ready: Counter[int] | None = None

    def take(self, *, tenant_id: int, operator: ReadyOperator) -> None:
        """Count a pair."""
        self._more[tenant_id] += 1
        if self._ready is not None:
            self._ready.subtract(operator.clearances)

    def standing(self, *, tenant_id: int) -> int:
        """Return WITHIN, BURST or BEYOND for the next call of this company."""
        company = self._companies.get(tenant_id)
        if company is None or company.reserved is None:
            return WITHIN
        if company.used + self._more[tenant_id] < company.reserved:
            return WITHIN
        is_storm = company.burst is not None and company.asked > company.reserved + company.burst
        return BEYOND if is_storm else BURST

    def can_spare(self, *, operator: ReadyOperator, tenant_id: int, ready: Iterable[ReadyOperator]) -> bool:
        """Tell whether the others can spare this operator for a company beyond its contract; `ready` are all who are free."""
        known, held = self._known(ready), self._policy.held
        return all(company == tenant_id or known[company] > held for company in operator.clearances)

    def need(self, *, operator: ReadyOperator, tenant_id: int, ready: Iterable[ReadyOperator]) -> float:
        """Return how much other companies need this operator: 1 for each that only she knows, half as much for one
        that another ready operator knows too, a quarter if two do, and so on.
        """
        known = self._known(ready)
        return math.fsum(2.0 ** (1 - known[other]) for other in operator.clearances if other != tenant_id)

    def _known(self, ready: Iterable[ReadyOperator]) -> Counter[int]:
        """How many ready operators know each company."""
        if self._ready is None:
            self._ready = Counter(company for operator in ready for company in operator.clearances)
        return self._ready
