"""One router's requests to the carrier: a few at a time, each in a thread of its own.

What is claimed is begun at once, so a router never holds more than it can carry out.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

from django.db import connection

from cc_saas.lib import clock, wake
from cc_saas.lib.logs import about_call
from telephony.callflow import dispatch
from telephony.calls import services as calls
from telephony.calls.claims import Claim, claim_instructions, wake_if_due
from telephony.calls.models import Instruction, Leg
from telephony.provider.port import Carrier

CARRIERS_AT_ONCE = 6
"""Requests to the carrier at the same time; each holds a database connection for moments only."""


class Carrying:
    """The threads of one router, and how many of them are free. Fulfils `offering.Dialler`.

    `safely` runs a piece of work and hides its failure from the others.
    """

    def __init__(self, *, carrier: Carrier, safely: Callable[[Callable[[], object]], object]) -> None:
        self.claim = Claim(holder=None)
        self.pool: Executor = ThreadPoolExecutor(CARRIERS_AT_ONCE + 1, thread_name_prefix="carrier")
        self._carrier = carrier
        self._safely = safely
        self._under_way = 0
        self._counting = threading.Lock()

    def free_lines(self) -> int:
        """Return how many requests may begin. Only the router's own thread begins any: there are never fewer."""
        return CARRIERS_AT_ONCE - self._under_way

    def take_due(self) -> None:
        """Claim what the carrier is to be told, as much as can begin at once."""
        free = self.free_lines()
        if free > 0:
            for one in claim_instructions(now=clock.now(), limit=free, holder=self.claim.holder):
                self._begin(one, None)

    def dial(self, *, instruction: Instruction, leg: Leg) -> None:
        """Dial a leg by an instruction that is claimed already."""
        self._begin(instruction, leg)

    def end(self) -> None:
        """Wait for what is under way."""
        self.pool.shutdown(wait=True)

    def _begin(self, instruction: Instruction, leg: Leg | None) -> None:
        self._count(1)
        self.pool.submit(self._carry_out, instruction, leg)

    def _carry_out(self, instruction: Instruction, leg: Leg | None) -> None:
        with own_connection(), about_call(instruction.call_id):
            carry_out = partial(dispatch.carry_out, instruction=instruction, carrier=self._carrier, leg=leg)
            self._safely(carry_out)
            self._count(-1)
            self._safely(self._look_on if leg is not None else lambda: wake.notify(calls.ROUTER))

    def _look_on(self) -> None:
        """What comes next in a lane, or had no line to itself, need not wait for a tick; else nobody is woken."""
        wake_if_due(now=clock.now())

    def _count(self, step: int) -> None:
        with self._counting:
            self._under_way += step


@contextmanager
def own_connection() -> Iterator[None]:
    """A thread of the pool gives its connection back after each piece of work."""
    try:
        yield
    finally:
        connection.close()
