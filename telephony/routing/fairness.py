"""Fairness between companies: what each is owed, and what is kept for whom.

Debt moves a company's callers forward or back by a bounded number of seconds, so nobody starves by it. A company within
its reserve is on equal terms with the others. Beyond it, it is lent what the others can spare: its callers stand behind
theirs, and the last ready operators who know a company that has not used its reserve up are held for that company. So a
burst costs the one who bursts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from telephony.routing.types import Policy, ReadyOperator, Standing

UNCERTAIN_CALLS = 20
"""A company's level is believed by as many calls as it had, against so many that would have met the contract."""

WITHIN, LENT, REFUSED = 0, 1, 2
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
    """Who uses how many operators, while pairs are being made."""

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
        """Return WITHIN, LENT or REFUSED for the next call of this company."""
        company = self._companies.get(tenant_id)
        if company is None or company.reserved is None:
            return WITHIN
        beyond = company.in_use + self._more[tenant_id] - company.reserved
        if beyond < 0:
            return WITHIN
        return LENT if company.burst is None or beyond < company.burst else REFUSED

    def can_spare(self, *, operator: ReadyOperator, tenant_id: int, ready: Iterable[ReadyOperator]) -> bool:
        """Tell whether this operator may be lent to a company beyond its reserve; `ready` are all who are free."""
        if self._ready is None:
            self._ready = Counter(company for other in ready for company in other.clearances)
        known = self._ready
        return all(
            company == tenant_id or known[company] > self._held(company) for company in operator.clearances
        )

    def _held(self, tenant_id: int) -> int:
        company = self._companies.get(tenant_id)
        if company is None or company.reserved is None:
            return 0
        unused = company.reserved - company.in_use - self._more[tenant_id]
        return max(0, min(self._policy.held, unused))
