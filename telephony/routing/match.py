"""The policy: which ready operator answers which waiting caller. Pure, and the only place that decides it.

Production, the simulation and every what-if call this code. Pairs are made one by one, always the most urgent of those
that are possible.

Order of callers: who lost an operator; urgent ones; who is above her company's ceiling; companies within their reserve
before those in their burst and those beyond their contract; priority; then waiting time, to which the company's debt, a contract that cannot
be met any more, the operator's own order and familiarity add or take seconds (`Policy`).

Order of operators for one caller: the preferred one; then whoever has not let this caller go before; who is behind no
soft wall; who served her last; for whom the company and the skills stand first; the longest idle, to which familiarity
and the need of other companies for her add seconds.

A caller is eligible for an operator who is cleared for the company, masters each skill at its level, belongs to one of
the groups (both as the rings have relaxed them), speaks the language (primary part), is behind no hard wall, and, if the
company is beyond its contract, can be spared by the others.
"""

import heapq
import math
from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from telephony.routing.fairness import BEYOND, WITHIN, Shares, head_start
from telephony.routing.liking import rank, strangeness
from telephony.routing.rings import Asked, alike, asked
from telephony.routing.types import Policy, ReadyOperator, Standing, WaitingCaller
from telephony.routing.walls import rivals

Pair = tuple[WaitingCaller, ReadyOperator]
Key = tuple[bool, bool, bool, int, int, float]
"""How urgent a pair is; less is earlier."""

Base = tuple[int, float, float, float]
"""Standing, head start, ceiling, and the time within which an answer counts; all in seconds."""

PLAIN = Policy()
NOBODY: Mapping[int, Standing] = {}


def match(
    *,
    callers: Iterable[WaitingCaller],
    operators: Iterable[ReadyOperator],
    now: datetime,
    awaited: frozenset[UUID] = frozenset(),
    companies: Mapping[int, Standing] = NOBODY,
    policy: Policy = PLAIN,
) -> list[Pair]:
    """Return the pairs to offer, the most urgent caller first; nobody stands in two of them.

    `awaited` are operators who are ready and yet may not stand in `operators`, since another router looks at them or
    this caller rests from them: one who is kept for such an operator is offered to nobody else until `preferred_until`.
    `companies` says how each company stands; one that is missing has no limits.
    """
    making = _Making(operators=operators, now=now, awaited=awaited, companies=companies, policy=policy)
    return making.pairs(callers)


def choose(
    *,
    caller: WaitingCaller,
    operators: Iterable[ReadyOperator],
    now: datetime,
    awaited: frozenset[UUID] = frozenset(),
    companies: Mapping[int, Standing] = NOBODY,
    policy: Policy = PLAIN,
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


def can_answer(*, caller: WaitingCaller, operator: ReadyOperator, now: datetime | None = None) -> bool:
    """Tell whether this operator may and can answer this caller; with `now`, as the rings ask for it by then."""
    return _can(caller, asked(caller=caller, now=now or caller.entered_at), operator)


def speaks(*, languages: Iterable[str], language: str) -> bool:
    """Compare languages by their primary part: en-GB is spoken by whoever speaks en-US (BCP 47, RFC 5646 2.2.1)."""
    return primary(language) in _primaries(frozenset(languages))


@lru_cache(maxsize=1000)
def primary(language: str) -> str:
    """Return the primary part of a BCP 47 tag, in lower case."""
    return language.replace("_", "-").split("-", 1)[0].lower()


@lru_cache(maxsize=10_000)
def _primaries(languages: frozenset[str]) -> frozenset[str]:
    return frozenset(primary(spoken) for spoken in languages)


def _can(caller: WaitingCaller, wanted: Asked, operator: ReadyOperator) -> bool:
    skills, groups = wanted
    return (
        caller.tenant_id in operator.clearances
        and primary(caller.language) in _primaries(operator.languages)
        and (not skills or all(operator.skills.get(skill, 0) >= level for skill, level in skills))
        and (not groups or not groups.isdisjoint(operator.groups))
    )


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
        self.now, self.awaited, self.companies, self.policy = now, awaited, companies, policy
        self.shares = Shares(companies=companies, policy=policy)
        self._bases: dict[int, Base] = {}
        self._unserved: set[Hashable] = set()

    def pairs(self, callers: Iterable[WaitingCaller]) -> list[Pair]:
        """Take the most urgent caller again and again, until nobody is free or nobody is eligible.

        Each stands in the heap under the best key that she may still have; the true one is known when her operator is
        chosen, and can only be worse. Where one caller found nobody, those who are like her are not asked about again.
        """
        made: list[Pair] = []
        heap = [(*self._key(caller, 0.0), caller.call_id, caller) for caller in callers]
        heapq.heapify(heap)
        while heap and self.free:
            caller, operator = heap[0][-1], self._chosen(heap[0][-1])
            if operator is not None:
                entry = (*self._key(caller, self._penalty(caller, operator)), caller.call_id, caller)
                if entry > heap[0]:
                    heapq.heapreplace(heap, entry)
                    continue
                self._take(caller, operator)
                made.append((caller, operator))
            heapq.heappop(heap)
        return made

    def _key(self, caller: WaitingCaller, penalty: float) -> Key:
        tenant_id = caller.tenant_id
        standing, start, ceiling, in_time = self._bases.get(tenant_id) or self._base(tenant_id)
        waited = (self.now - caller.entered_at).total_seconds()
        if waited >= ceiling:
            return not caller.is_first, not caller.is_urgent, False, WITHIN, 0, -waited
        seconds = penalty - start - waited
        if waited > in_time:
            seconds += self.policy.yield_time
        return not caller.is_first, not caller.is_urgent, True, standing, -caller.priority, seconds

    def _base(self, tenant_id: int) -> Base:
        """What a company's callers have in common."""
        company = self.companies.get(tenant_id)
        if company is None:
            base = WITHIN, 0.0, math.inf, math.inf
        else:
            standing = self.shares.standing(tenant_id=tenant_id)
            ceiling = company.ceiling_time if standing != BEYOND else None
            start = head_start(standing=company, policy=self.policy)
            base = standing, start, math.inf if ceiling is None else ceiling, company.within_time
        self._bases[tenant_id] = base
        return base

    def _chosen(self, caller: WaitingCaller) -> ReadyOperator | None:
        if caller.passed_by or caller.preferred_operator_id:
            return self._best(caller)
        kind = alike(caller=caller, now=self.now)
        if kind in self._unserved:
            return None
        operator = self._best(caller)
        if operator is None:
            self._unserved.add(kind)
        return operator

    def _best(self, caller: WaitingCaller) -> ReadyOperator | None:
        wanted = asked(caller=caller, now=self.now)
        fit = [operator for operator in self.free.values() if _can(caller, wanted, operator)]
        if fit and caller.passed_by and caller.rest_until is not None and caller.rest_until > self.now:
            fit = [operator for operator in fit if operator.operator_id not in caller.passed_by]
        if fit and not (caller.is_urgent or caller.is_first):
            fit = self._spared(caller, fit)
        if fit and self.policy.walls and not caller.is_urgent:
            fit = [operator for operator in fit if not self._rivals(caller, operator, is_hard=True)]
        preferred = self._preferred(caller)
        if preferred is not None:
            own = [operator for operator in fit if operator.operator_id == preferred]
            if own or preferred in self.awaited:
                fit = own
        if len(fit) < 2:
            return fit[0] if fit else None
        return min(fit, key=lambda operator: self._suitability(caller, operator))

    def _spared(self, caller: WaitingCaller, fit: list[ReadyOperator]) -> list[ReadyOperator]:
        """Keep those whom a caller beyond her company's contract may have."""
        if not self.companies or self.shares.standing(tenant_id=caller.tenant_id) != BEYOND:
            return fit
        spare, ready = self.shares.can_spare, self.free.values()
        return [one for one in fit if spare(operator=one, tenant_id=caller.tenant_id, ready=ready)]

    def _suitability(
        self, caller: WaitingCaller, operator: ReadyOperator
    ) -> tuple[bool, bool, bool, int, datetime, UUID]:
        policy, idle_since = self.policy, operator.idle_since
        if policy.switch_time:
            idle_since += timedelta(seconds=policy.switch_time * self._strangeness(caller, operator))
        if policy.need_time:
            need = self.shares.need(operator=operator, tenant_id=caller.tenant_id, ready=self.free.values())
            idle_since += timedelta(seconds=policy.need_time * need)
        return (
            operator.operator_id in caller.passed_by,
            bool(self.policy.walls) and bool(self._rivals(caller, operator, is_hard=False)),
            operator.operator_id != caller.last_operator_id,
            rank(caller=caller, operator=operator),
            idle_since,
            operator.operator_id,
        )

    def _penalty(self, caller: WaitingCaller, operator: ReadyOperator) -> float:
        """Seconds by which this caller stands back before this operator."""
        policy, seconds = self.policy, 0.0
        if policy.rank_time:
            seconds = policy.rank_time * rank(caller=caller, operator=operator)
        if policy.switch_time:
            seconds += policy.switch_time * self._strangeness(caller, operator)
        return seconds

    def _strangeness(self, caller: WaitingCaller, operator: ReadyOperator) -> float:
        return strangeness(operator=operator, tenant_id=caller.tenant_id, now=self.now)

    def _rivals(self, caller: WaitingCaller, operator: ReadyOperator, *, is_hard: bool) -> frozenset[int]:
        tenant_id, walls = caller.tenant_id, self.policy.walls
        return rivals(operator=operator, tenant_id=tenant_id, walls=walls, now=self.now, is_hard=is_hard)

    def _preferred(self, caller: WaitingCaller) -> UUID | None:
        if caller.preferred_until is None or caller.preferred_until <= self.now:
            return None
        return caller.preferred_operator_id

    def _take(self, caller: WaitingCaller, operator: ReadyOperator) -> None:
        del self.free[operator.operator_id]
        self.shares.take(tenant_id=caller.tenant_id, operator=operator)
        if caller.tenant_id in self.companies:
            del self._bases[caller.tenant_id]
