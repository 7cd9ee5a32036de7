"""The floor on a virtual clock: arrivals, operators, and between them the policy that production uses.

Nothing is modelled twice: callers and operators are the policy's own dataclasses, and `match` is called at every event
after which somebody waits and somebody is ready, as the router does.
"""

import heapq
import math
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from telephony.routing.fairness import BEYOND, Shares
from telephony.routing.match import match
from telephony.routing.types import CAPACITY_TIME, Policy, ReadyOperator, Standing, WaitingCaller
from telephony.routing.weights import PRODUCTION
from telephony.whatif.types import LANGUAGE, Arrival, Outcome, Setting, Staff

START = datetime(2000, 1, 1, tzinfo=UTC)
SPOKEN = frozenset({LANGUAGE})
Watcher = Callable[["Floor", Arrival], None]


def run(
    *,
    setting: Setting,
    arrivals: Iterable[Arrival],
    policy: Policy = PRODUCTION,
    watch: Watcher | None = None,
) -> Iterator[Outcome]:
    """Let the arrivals meet the floor; yield what came of each caller, at the moment when it is known.

    `watch` is told of each caller who has just begun to wait.
    """
    floor = Floor(setting=setting, policy=policy)
    for arrival in arrivals:
        yield from floor.until(moment=arrival.at)
        yield from floor.arrive(arrival)
        if watch is not None and floor.is_waiting(arrival):
            watch(floor, arrival)
    yield from floor.until(moment=math.inf)


class Floor:
    """Who waits, who is ready, who talks."""

    def __init__(self, *, setting: Setting, policy: Policy) -> None:
        self.now = 0.0
        self.setting, self.policy = setting, policy
        self.callers: dict[UUID, WaitingCaller] = {}
        self.ready: dict[UUID, ReadyOperator] = {}
        self.arrivals: dict[UUID, Arrival] = {}
        self.standings = {
            tenant_id: Standing(
                reserved=terms.reserved,
                burst=terms.burst,
                ceiling_time=terms.ceiling_time,
                target=terms.target,
                within_time=terms.within_time,
            )
            for tenant_id, terms in setting.terms.items()
        }
        self._answers: defaultdict[int, deque[float]] = defaultdict(deque)
        self._comers: defaultdict[int, deque[float]] = defaultdict(deque)
        self._ends: list[tuple[float, int, UUID]] = []
        self._numbers = 0
        self._staff = {UUID(int=number): _rested(number, staff) for number, staff in enumerate(setting.staff)}
        self.ready.update(self._staff)

    def is_waiting(self, arrival: Arrival) -> bool:
        """Tell whether the caller who came last still waits."""
        return bool(self.arrivals) and next(reversed(self.arrivals.values())) is arrival

    def waited(self, caller: WaitingCaller) -> float:
        """Return how long a caller has waited, in seconds."""
        return self.now - self.arrivals[caller.call_id].at

    def is_within_contract(self, tenant_id: int) -> bool:
        """Tell whether the company's next call is within its reserve and burst."""
        shares = Shares(companies=self.standings, policy=self.policy)
        return shares.standing(tenant_id=tenant_id) != BEYOND

    def until(self, *, moment: float) -> Iterator[Outcome]:
        """Let everything happen that happens before this moment."""
        while self._ends and self._ends[0][0] <= moment:
            self.now, _number, who = heapq.heappop(self._ends)
            if who in self._staff:
                self._end(who)
                yield from self._offer()
            elif who in self.callers:
                yield self._hang_up(who)

    def arrive(self, arrival: Arrival) -> Iterator[Outcome]:
        """A caller comes: she is turned away, answered, or waits."""
        self.now = arrival.at
        self._numbers += 1
        self._comers[arrival.tenant_id].append(self.now)
        call_id = UUID(int=1_000_000 + self._numbers)
        self.arrivals[call_id] = arrival
        self.callers[call_id] = WaitingCaller(
            call_id=call_id,
            tenant_id=arrival.tenant_id,
            language=LANGUAGE,
            entered_at=START + timedelta(seconds=arrival.at),
            is_urgent=arrival.is_urgent,
            priority=arrival.priority,
        )
        if arrival.patience < math.inf:
            entry = (arrival.at + arrival.patience, self._numbers, call_id)
            heapq.heappush(self._ends, entry)
        yield from self._offer()
        if len(self.callers) > self.setting.waiting_places:
            del self.callers[call_id]
            yield Outcome(self.arrivals.pop(call_id), None, None)

    def _offer(self) -> Iterator[Outcome]:
        if not (self.callers and self.ready):
            return
        for tenant_id in self.standings:
            self._recount(tenant_id)
        pairs = match(
            callers=self.callers.values(),
            operators=self.ready.values(),
            now=START + timedelta(seconds=self.now),
            companies=self.standings,
            policy=self.policy,
        )
        for caller, operator in pairs:
            yield self._answer(caller, operator)

    def _answer(self, caller: WaitingCaller, operator: ReadyOperator) -> Outcome:
        arrival = self.arrivals.pop(caller.call_id)
        del self.callers[caller.call_id], self.ready[operator.operator_id]
        self._numbers += 1
        wait, tenant_id = self.now - arrival.at, arrival.tenant_id
        end = (self.now + arrival.service_time, self._numbers, operator.operator_id)
        heapq.heappush(self._ends, end)
        self._use(tenant_id)
        self._count(tenant_id, arrival, wait)
        return Outcome(arrival, wait, operator.operator_id.int)

    def _hang_up(self, call_id: UUID) -> Outcome:
        arrival = self.arrivals.pop(call_id)
        del self.callers[call_id]
        self._count(arrival.tenant_id, arrival, math.inf)
        return Outcome(arrival, self.now - arrival.at, None)

    def _end(self, operator_id: UUID) -> None:
        idle_since = START + timedelta(seconds=self.now)
        rested = self._staff[operator_id]
        self.ready[operator_id] = ReadyOperator(
            operator_id=operator_id,
            idle_since=idle_since,
            languages=SPOKEN,
            clearances=rested.clearances,
            ranks=rested.ranks,
        )

    def _use(self, tenant_id: int) -> None:
        """Count an answer against the company's capacity."""
        if tenant_id in self.standings:
            self._answers[tenant_id].append(self.now)
            self._recount(tenant_id)

    def _recount(self, tenant_id: int) -> None:
        """Forget what happened more than CAPACITY_TIME ago."""
        answers, comers, standing = (
            self._answers[tenant_id],
            self._comers[tenant_id],
            self.standings[tenant_id],
        )
        for times in (answers, comers):
            while times and times[0] <= self.now - CAPACITY_TIME:
                times.popleft()
        if (standing.used, standing.asked) != (len(answers), len(comers)):
            self.standings[tenant_id] = replace(standing, used=len(answers), asked=len(comers))

    def _count(self, tenant_id: int, arrival: Arrival, wait: float) -> None:
        """The contract's window: what was offered within the capacity, and what of it was answered in time."""
        standing = self.standings.get(tenant_id)
        if standing is None or (standing.reserved is not None and standing.used > standing.reserved):
            return
        in_time = standing.in_time + (wait <= self.setting.terms[tenant_id].within_time)
        self.standings[tenant_id] = replace(standing, offered=standing.offered + 1, in_time=in_time)


def _rested(number: int, staff: Staff) -> ReadyOperator:
    return ReadyOperator(
        operator_id=UUID(int=number),
        idle_since=START,
        languages=SPOKEN,
        clearances=frozenset(staff.companies),
        ranks={company: place for place, company in enumerate(staff.companies)} if staff.is_ordered else {},
    )
