"""What happens out there: callers, devices and operators, each step drawn from a seed, told to the product's services."""

from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from random import Random
from uuid import UUID

from django.db import transaction

from agents.presence import services as presence
from agents.presence.types import State
from cc_saas.lib.hot import fetch_prepared
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import arrival, duty, ending, legs, offering, talking, wrap_up
from telephony.callflow.types import InboundCall
from telephony.calls import selectors as calls_read
from telephony.calls.models import Call
from telephony.provider.port import OVER, LegStatus
from telephony.routing.selectors import OfferUnknown
from tests.exact.switch import Party, Switch
from tests.exact.time import StandingClock

MOST_LINES = 36
LOSS_SHARE, LATE_SHARE, TWICE_SHARE = 0.02, 0.10, 0.05

WEIGHTS = {
    "arrive": 16, "ring": 14, "answer": 16, "refuse": 5, "drop": 2, "hang_up": 7, "deliver": 8, "again": 3,
    "click": 3, "decline": 3, "hold": 2, "finish_call": 6, "dispose": 9, "ask": 3, "sign_of_life": 10,
}  # fmt: skip


class World:
    """One seed's worth of events. `stories` says, for each line, what happened to it out there."""

    def __init__(
        self,
        *,
        chance: Random,
        switch: Switch,
        clock: StandingClock,
        numbers: list[str],
        operators: list[UUID],
    ) -> None:
        self._chance, self.switch, self.clock = chance, switch, clock
        self._numbers, self.operators = numbers, operators
        self.stories: dict[str, list[str]] = defaultdict(list)
        self.arrived: dict[UUID, str] = {}
        self._last: tuple[Party, LegStatus] | None = None
        self._steps: dict[str, Callable[[], object]] = {name: getattr(self, f"_{name}") for name in WEIGHTS}
        self.is_closing = False

    def step(self) -> None:
        """One event."""
        self.clock.push(self._chance.expovariate(1 / 0.12))
        name = self._chance.choices(list(WEIGHTS), WEIGHTS.values())[0]  # type: ignore[arg-type]
        self._steps[name]()

    # --- callers

    def _arrive(self) -> None:
        if self.is_closing or len(self.switch.lines()) >= MOST_LINES:
            self._hang_up()
            return
        line = self.switch.line()
        arriving = InboundCall(
            carrier_sid=line.sid, caller=f"+1415555{self._chance.randrange(10000):04}",
            called=self._chance.choice(self._numbers), at=self.clock.now(),
        )  # fmt: skip
        dialled = arrival.line_dialled(arriving=arriving)
        assert dialled is not None
        with in_tenant(dialled.schema), transaction.atomic():
            decided = arrival.decide(line=dialled, now=arriving.at)
            arrival.open_call(arrival=decided, arriving=arriving)
        line.room = str(decided.call_id)
        self.arrived[decided.call_id] = line.sid
        self._tell(line.room, f"{arriving.caller} dials {arriving.called}")

    def _hang_up(self) -> None:
        lines = self.switch.lines()
        if lines:
            self._turn(self._chance.choice(lines), LegStatus.COMPLETED)

    # --- devices

    def _ring(self) -> None:
        self._turn_any([LegStatus.QUEUED], LegStatus.RINGING)

    def _answer(self) -> None:
        self._turn_any([LegStatus.RINGING], LegStatus.IN_PROGRESS)

    def _refuse(self) -> None:
        reason = self._chance.choice([LegStatus.BUSY, LegStatus.NO_ANSWER, LegStatus.FAILED])
        self._turn_any([LegStatus.QUEUED, LegStatus.RINGING], reason)

    def _drop(self) -> None:
        self._turn_any([LegStatus.IN_PROGRESS], LegStatus.COMPLETED)

    def _turn_any(self, before: list[LegStatus], after: LegStatus) -> None:
        legs_there = self.switch.legs(*before)
        if legs_there:
            self._turn(self._chance.choice(legs_there), after)
        else:
            self._deliver()

    def _turn(self, party: Party, status: LegStatus) -> None:
        self._tell(party.room, f"{'leg' if party.label else 'line'} {party.sid[:10]} is {status}")
        self.switch.turn(party, status)
        if self._chance.random() > LATE_SHARE:
            self._deliver(newest=True)

    # --- callbacks

    def _deliver(self, *, newest: bool = False) -> None:
        callbacks = self.switch.callbacks
        if not callbacks:
            return
        self._last = callbacks.pop(-1 if newest else self._chance.randrange(len(callbacks)))
        if self._chance.random() >= LOSS_SHARE:
            self._report(*self._last)

    def _again(self) -> None:
        if self._last is not None:
            self._report(*self._last)

    def deliver_all(self) -> None:
        """Every callback that waits."""
        while self.switch.callbacks:
            self._report(*self.switch.callbacks.pop(0))

    def _report(self, party: Party, status: LegStatus) -> None:
        self._tell(party.room, f"told: {party.sid[:10]} {status}")
        now = self.clock.now()
        if party.label:
            with transaction.atomic():
                legs.report(
                    leg_id=UUID(party.label), call_id=UUID(party.room), sid=party.sid, status=status, now=now
                )
            return
        call = calls_read.call_of_carrier(carrier_sid=party.sid)
        if call is not None and status in OVER:
            ending.line_ended(call_id=call.pk, now=now)

    # --- operators

    def _click(self) -> None:
        offer = self._any_row("SELECT id, operator_id FROM routing_offer WHERE state = 'OPEN'")
        if offer:
            self._unless_gone(
                lambda: offering.click(offer_id=offer[0], operator_id=offer[1], now=self.clock.now())
            )

    def _decline(self) -> None:
        offer = self._any_row("SELECT id, operator_id, call_id FROM routing_offer WHERE state = 'OPEN'")
        if offer:
            self._tell(str(offer[2]), f"declined by {offer[1]}")
            self._unless_gone(
                lambda: offering.decline(offer_id=offer[0], operator_id=offer[1], now=self.clock.now())
            )

    def _hold(self) -> None:
        verb = self._chance.choice([talking.hold, talking.resume])
        self._with_call("TALKING', 'HOLD", lambda call: verb(call=call, now=self.clock.now()))

    def _finish_call(self) -> None:
        self._with_call("TALKING', 'HOLD", lambda call: talking.hang_up(call=call, now=self.clock.now()))

    def _dispose(self) -> None:
        self._with_call(
            "WRAP_UP", lambda call: wrap_up.dispose(call=call, code=None, note="noted", now=self.clock.now())
        )

    def _ask(self) -> None:
        state = self._chance.choices([State.READY, State.BREAK, State.OFFLINE], [8, 2, 1])[0]
        self.ask(self._chance.choice(self.operators), state)

    def ask(self, operator_id: UUID, state: State) -> None:
        """An operator asks for a state."""
        duty.ask(operator_id=operator_id, state=state, now=self.clock.now())

    def _sign_of_life(self) -> None:
        present = [one for one in self.operators if self._chance.random() < 0.9]
        presence.renew_many(operator_ids=present, now=self.clock.now())

    def _with_call(self, states: str, act: Callable[[Call], object]) -> None:
        row = self._any_row(
            f"SELECT operator_id, busy_with FROM presence_operatorstate WHERE state IN ('{states}')"
        )
        if row:
            self._tell(str(row[1]), f"her operator {row[0]} acts")
            self._unless_gone(lambda: act(talking.call_of(operator_id=row[0], call_id=row[1])))

    def _any_row(self, query: str) -> tuple[UUID, ...] | None:
        rows = sorted(fetch_prepared(query, []))
        return self._chance.choice(rows) if rows else None

    def _unless_gone(self, act: Callable[[], object]) -> None:
        """What a console shows may be over by the time that she presses."""
        with suppress(OfferUnknown, calls_read.CallUnknown):
            act()

    def _tell(self, call_id: str, what: str) -> None:
        self.stories[call_id].append(f"{self.clock.now():%H:%M:%S.%f} {what}")
