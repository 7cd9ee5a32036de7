"""Which of the free operators answers one caller, and how gladly: the second half of `match`. Pure.

The preferred one; then whoever has not let this caller go before; who is behind no soft wall; who served her last; for
whom the company and the skills stand first; the longest idle, to which familiarity and the need of other companies for
her add seconds.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from telephony.routing.ability import fits
from telephony.routing.fairness import BEYOND, Shares
from telephony.routing.liking import is_asked_yet, longest_delays, rank, strangeness
from telephony.routing.rings import asked
from telephony.routing.types import Policy, ReadyOperator, WaitingCaller
from telephony.routing.walls import rivals


class Choosing:
    """The choice of an operator, as long as pairs are being made."""

    def __init__(
        self,
        *,
        free: Mapping[UUID, ReadyOperator],
        now: datetime,
        awaited: frozenset[UUID],
        policy: Policy,
        shares: Shares,
    ) -> None:
        """`free` shrinks, and `shares` count, while pairs are made."""
        self.free, self.now, self.awaited, self.policy, self.shares = free, now, awaited, policy, shares
        self.delays = longest_delays(operators=free.values())

    def is_alone(self, caller: WaitingCaller) -> bool:
        """Tell whether others who are alike may find an operator where this caller finds none."""
        if caller.passed_by or caller.preferred_operator_id:
            return True
        waited = (self.now - caller.entered_at).total_seconds()
        return bool(self.delays) and waited < self.delays.get(caller.queue_id, 0)

    def best(self, caller: WaitingCaller) -> ReadyOperator | None:
        """Return who of those who are free should answer this caller, or None."""
        wanted = asked(caller=caller, now=self.now)
        fit = [operator for operator in self.free.values() if fits(caller, wanted, operator)]
        if self.delays and fit:
            fit = [one for one in fit if is_asked_yet(caller=caller, operator=one, now=self.now)]
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
        if self.shares.standing(tenant_id=caller.tenant_id) != BEYOND:
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

    def penalty(self, caller: WaitingCaller, operator: ReadyOperator) -> float:
        """Return the seconds by which this caller stands back before this operator."""
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
