"""The policy: which ready operator answers which waiting caller. Pure, and the only place that decides it.

Production, the simulation and every what-if call this code. Pairs are made one by one, always the most urgent of those
that are possible.

Order of callers: who lost an operator; urgent ones; who is above her company's ceiling; companies within their reserve
before those in their burst, whoever comes outside its hours or languages, and those beyond their contract; priority; then
waiting time, to which the company's debt, a contract that cannot be met any more or says nothing, the operator's own order
and familiarity add or take seconds (`Policy`).

Order of operators for one caller: `choosing`.

A caller is eligible for an operator who is cleared for the company, masters each skill at its level, belongs to one of
the groups (both as the rings have relaxed them), speaks the language (primary part), is behind no hard wall, and, if the
company is beyond its contract, can be spared by the others.
"""

import heapq
import math
from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from telephony.routing.choosing import Choosing
from telephony.routing.fairness import BEYOND, BURST, WITHIN, Shares, head_start
from telephony.routing.rings import alike
from telephony.routing.types import Policy, ReadyOperator, Standing, WaitingCaller
from telephony.routing.weights import PRODUCTION

Pair = tuple[WaitingCaller, ReadyOperator]
Key = tuple[bool, bool, bool, int, int, float]
"""How urgent a pair is; less is earlier."""

Base = tuple[int, float, float, float]
"""Standing, head start, ceiling, and the time within which an answer counts; all in seconds."""

NOBODY: Mapping[int, Standing] = {}

NOT_PROMISED = -1.0
"""In time by the terms is no caller to whom they promise nothing: she stands behind those who still can be, always by the
same, so that the callers of a company without terms keep their order."""


def match(
    *,
    callers: Iterable[WaitingCaller],
    operators: Iterable[ReadyOperator],
    now: datetime,
    awaited: frozenset[UUID] = frozenset(),
    companies: Mapping[int, Standing] = NOBODY,
    policy: Policy = PRODUCTION,
) -> list[Pair]:
    """Return the pairs to offer, the most urgent caller first; nobody stands in two of them.

    `awaited` are operators who are ready and yet may not stand in `operators`, since another router looks at them or
    this caller rests from them: one who is kept for such an operator is offered to nobody else until `preferred_until`.
    `companies` says how each company stands; one that is missing has no limits.
    """
    making = _Making(operators=operators, now=now, awaited=awaited, companies=companies, policy=policy)
    return making.pairs(callers)


def in_order(
    *,
    callers: Iterable[WaitingCaller],
    now: datetime,
    companies: Mapping[int, Standing] = NOBODY,
    policy: Policy = PRODUCTION,
) -> list[WaitingCaller]:
    """Return the callers in the order in which they would be taken if any operator could answer any of them."""
    making = _Making(operators=(), now=now, awaited=frozenset(), companies=companies, policy=policy)
    return sorted(callers, key=lambda caller: (*making.key(caller, 0.0), caller.call_id))


def choose(
    *,
    caller: WaitingCaller,
    operators: Iterable[ReadyOperator],
    now: datetime,
    awaited: frozenset[UUID] = frozenset(),
    companies: Mapping[int, Standing] = NOBODY,
    policy: Policy = PRODUCTION,
) -> ReadyOperator | None:
    """Return who should answer this caller if she waited alone, or None."""
    pairs = match(
        callers=[caller],
        operators=operators,
        now=now,
        awaited=awaited,
        companies=companies,
        policy=policy,
    )
    return pairs[0][1] if pairs else None


class _Making:
    """The making of pairs: who is still free, and what each company has got so far."""

    def __init__(
        self,
        *,
        operators: Iterable[ReadyOperator],
        now: datetime,
        awaited: frozenset[UUID],
        companies: Mapping[int, Standing],
        policy: Policy,
    ) -> None:
        self.free = {operator.operator_id: operator for operator in operators}
        self.now, self.companies, self.policy = now, companies, policy
        self.shares = Shares(companies=companies, policy=policy)
        self.choice = Choosing(free=self.free, now=now, awaited=awaited, policy=policy, shares=self.shares)
        self._bases: dict[int, Base] = {}
        self._unserved: set[Hashable] = set()

    def pairs(self, callers: Iterable[WaitingCaller]) -> list[Pair]:
        """Take the most urgent caller again and again, until nobody is free or nobody is eligible.

        Each stands in the heap under the best key that she may still have; the true one is known when her operator is
        chosen, and can only be worse. Where one caller found nobody, those who are like her are not asked about again.
        """
        made: list[Pair] = []
        heap = [(*self.key(caller, 0.0), caller.call_id, caller) for caller in callers]
        heapq.heapify(heap)
        while heap and self.free:
            caller, operator = heap[0][-1], self._chosen(heap[0][-1])
            if operator is not None:
                entry = (*self.key(caller, self.choice.penalty(caller, operator)), caller.call_id, caller)
                if entry > heap[0]:
                    heapq.heapreplace(heap, entry)
                    continue
                self._take(caller, operator)
                made.append((caller, operator))
            heapq.heappop(heap)
        return made

    def key(self, caller: WaitingCaller, penalty: float) -> Key:
        """Return how urgent a caller is before an operator who makes her stand back by so many seconds."""
        tenant_id = caller.tenant_id
        standing, start, ceiling, in_time = self._bases.get(tenant_id) or self._base(tenant_id)
        waited = (self.now - caller.entered_at).total_seconds()
        if not caller.is_promised:
            standing, start, ceiling, in_time = max(standing, BURST), 0.0, math.inf, NOT_PROMISED
        if waited >= ceiling:
            return not caller.is_first, not caller.is_urgent, False, WITHIN, 0, -waited
        seconds = penalty - start - waited
        if waited > in_time and not (caller.is_urgent or caller.is_first):
            seconds += self.policy.yield_time
        return not caller.is_first, not caller.is_urgent, True, standing, -caller.priority, seconds

    def _base(self, tenant_id: int) -> Base:
        """What a company's callers have in common."""
        company = self.companies.get(tenant_id)
        if company is None:
            base = WITHIN, 0.0, math.inf, NOT_PROMISED
        else:
            standing = self.shares.standing(tenant_id=tenant_id)
            ceiling = company.ceiling_time if standing != BEYOND else None
            start = head_start(standing=company, policy=self.policy)
            base = standing, start, math.inf if ceiling is None else ceiling, company.within_time
        self._bases[tenant_id] = base
        return base

    def _chosen(self, caller: WaitingCaller) -> ReadyOperator | None:
        if self.choice.is_alone(caller):
            return self.choice.best(caller)
        kind = alike(caller=caller, now=self.now)
        if kind in self._unserved:
            return None
        operator = self.choice.best(caller)
        if operator is None:
            self._unserved.add(kind)
        return operator

    def _take(self, caller: WaitingCaller, operator: ReadyOperator) -> None:
        del self.free[operator.operator_id]
        self.shares.take(tenant_id=caller.tenant_id, operator=operator)
        if caller.tenant_id in self.companies:
            del self._bases[caller.tenant_id]
