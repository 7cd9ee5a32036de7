"""One seed from the first event to the last: rounds of events beside two turning routers, then the closing."""

import gc
import time
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from django.conf import settings
from django.db import transaction

from agents.presence.models import OperatorState
from agents.presence.types import State
from campaigns.records.models import CallEvent
from cc_saas.lib import clock
from cc_saas.lib.hot import fetch
from cc_saas.lib.tenancy import in_tenant
from telephony.provider.port import LegStatus
from tests.exact import invariants
from tests.exact.routers import Routers
from tests.exact.switch import Switch
from tests.exact.time import StandingClock
from tests.exact.world import World
from tests.factories.cast import Cast
from tests.factories.clean import forget_calls

IN_A_ROUND = 24
TICKS, RECONCILES, KILLS, CUTS = 0.2, 0.3, 0.03, 0.03
"""Shares of rounds: the routers tick (and, of those, one asks the carrier), one is killed, one loses its connection."""

CLOSING_ROUNDS = 60


class Broken(AssertionError):
    """What was broken, the seed, and the shortest story among the calls that show it."""


@dataclass(slots=True)
class Figures:
    """What a run came to."""

    seed: int
    events: int = 0
    calls: int = 0
    kills: int = 0
    cuts: int = 0
    seconds: float = 0.0
    outcomes: dict[str, int] = field(default_factory=dict)


class Run:
    """Everything of one seed. `events` are drawn; the closing comes on top."""

    def __init__(self, *, seed: int, events: int, cast: Cast, operators: list[UUID]) -> None:
        self._events, self._cast = events, cast
        self._chance = Random(seed)
        self.figures = Figures(seed=seed)
        self._switch = Switch(chance=Random(seed + 1))
        self._clock = StandingClock()
        numbers = [cast.acme.number, cast.globex.number]
        self._world = World(
            chance=self._chance, switch=self._switch, clock=self._clock, numbers=numbers, operators=operators
        )

    def play(self) -> Figures:
        """Raises Broken."""
        began, seen = time.monotonic(), clock.now
        clock.now = self._clock.now
        gc.freeze()  # as a serving process does: no collection walks over what was imported
        forget_calls(companies=[self._cast.acme, self._cast.globex])
        routers = Routers(switch=self._switch, database=settings.DATABASES["default"]["NAME"])
        try:
            self._all_ready()
            while self.figures.events < self._events:
                self._round(routers)
            self._close(routers)
        finally:
            routers.close()
            clock.now = seen
            gc.unfreeze()
        self.figures.calls = len(self._world.arrived)
        self.figures.kills, self.figures.cuts = routers.kills, routers.cuts
        self.figures.seconds = time.monotonic() - began
        return self.figures

    def _round(self, routers: Routers) -> None:
        draw = self._chance.random
        routers.begin(now=self._clock.now(), ticked=draw() < TICKS, reconciles=draw() < RECONCILES)
        if draw() < KILLS + CUTS:
            kills = draw() < KILLS / (KILLS + CUTS)
            routers.strike(place=self._chance.randrange(2), after=draw() * 0.03, kills=kills)
        for _ in range(IN_A_ROUND):
            routers.serve(finish=False)
            self._world.step()
        self.figures.events += IN_A_ROUND
        routers.serve(finish=True)
        self._switch.forget_old()
        assert not routers.failures, f"seed {self.figures.seed}: {routers.failures[0]}"
        self._demand(invariants.broken_now())

    def _close(self, routers: Routers) -> None:
        """Nobody calls any more, every operator is there, every callback comes: now everything must come to its end."""
        self._world.is_closing = True
        for _ in range(CLOSING_ROUNDS):
            self._all_ready()
            self._world.deliver_all()
            for line in self._switch.lines():
                self._switch.turn(line, LegStatus.COMPLETED)
            for leg in self._switch.legs(LegStatus.QUEUED, LegStatus.RINGING):
                self._switch.turn(leg, LegStatus.NO_ANSWER)
            self._clock.push(15)
            self._world.deliver_all()
            routers.begin(now=self._clock.now(), ticked=True, reconciles=True)
            routers.serve(finish=True)
            self._demand(invariants.broken_now())
            if not invariants.left_over() and not self._switch.callbacks and self._everybody_is_free():
                break
        self._nothing_is_left()

    def _nothing_is_left(self) -> None:
        left = invariants.left_over()
        stuck = [row[0] for row in fetch("SELECT id FROM calls_call")]
        self._demand([("still live", one) for one in stuck])
        assert not left, f"seed {self.figures.seed}: left over {left}"
        assert self._everybody_is_free(), f"seed {self.figures.seed}: {self._states()}"
        companies = [self._cast.acme.tenant, self._cast.globex.tenant]
        self._demand(invariants.broken_in_the_end(arrived=self._world.arrived, companies=companies))

    def _all_ready(self) -> None:
        for operator_id in self._world.operators:
            self._world.ask(operator_id, State.READY)

    def _everybody_is_free(self) -> bool:
        return {state for state, _ in self._states()} == {State.READY}

    def _states(self) -> list[tuple[str, UUID | None]]:
        return list(OperatorState.objects.values_list("state", "busy_with"))

    def _demand(self, faults: list[invariants.Fault]) -> None:
        if not faults:
            return
        what, call_id = min(faults, key=lambda fault: len(self._world.stories[str(fault[1])]))
        story = "\n".join(self._story(call_id))
        others = f"{len(faults)} faults: {sorted({one for one, _ in faults})}"
        raise Broken(
            f"seed {self.figures.seed}, event {self.figures.events}: {what}, call {call_id}\n{others}\n{story}"
        )

    def _story(self, call_id: UUID) -> list[str]:
        """What happened out there and what the product wrote down, in the order of time."""
        lines = list(self._world.stories[str(call_id)])
        for company in (self._cast.acme.tenant, self._cast.globex.tenant):
            with transaction.atomic(), in_tenant(company):
                events = CallEvent.objects.filter(record_id=call_id)
                lines += [f"{one.at:%H:%M:%S.%f}   {one.kind} {one.actor} {one.details}" for one in events]
        return sorted(lines)
