"""The router: the loop that offers waiting callers, tells the carrier, and keeps every time limit.

It is woken by NOTIFY and ticks each second by itself. All it knows stands in PostgreSQL, so it may be killed at any
instant, and several may run.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from django.db import DatabaseError, close_old_connections, connection

from cc_saas.lib import clock, wake
from cc_saas.lib.logs import about_call
from telephony.callflow import (
    callback,
    dispatch,
    duty,
    fallback,
    listening,
    offering,
    overflowing,
    reconciling,
)
from telephony.callflow.gauges import Gauges
from telephony.calls import services as calls
from telephony.calls.models import Instruction
from telephony.dialing import services as dialing
from telephony.provider.port import Carrier
from telephony.queues import lending

logger = logging.getLogger(__name__)

TICK_TIME = 1.0
RECONCILE_EVERY = 10.0
FALLBACK_EVERY = 60.0
CARRIERS_AT_ONCE = 6
"""Requests to the carrier at the same time; each holds a database connection for moments only."""


class Router:
    """One router. `run` ends when `stop` is set."""

    def __init__(self, *, carrier: Carrier, stop: threading.Event) -> None:
        self._carrier = carrier
        self._stop = stop
        self._gauges = Gauges()
        self._pool = ThreadPoolExecutor(max_workers=CARRIERS_AT_ONCE, thread_name_prefix="carrier")
        self._reconciling: Future[None] | None = None
        self._next_reconcile = 0.0
        self._next_fallback = 0.0
        self._next_tick = 0.0

    def run(self) -> None:
        """Work until told to stop. A database that is away is waited for, never given up."""
        for found in wake.listen(calls.ROUTER, tick_time=TICK_TIME, stop=self._stop):
            if self._stop.is_set():
                break
            self.turn(ticked=found is None)
        self._pool.shutdown(wait=True)

    def turn(self, *, ticked: bool = True) -> None:
        """Do once whatever is due: what callers wait for first."""
        self._safely(lambda: callback.merge(now=clock.now()))
        self._safely(lambda: offering.offer_waiting(now=clock.now()))
        self._safely(self._tell_carrier)
        if ticked or time.monotonic() >= self._next_tick:
            self._next_tick = time.monotonic() + TICK_TIME
            self._tick()

    def _tick(self) -> None:
        now = clock.now()
        for work in (callback.keep_promises, offering.expire, duty.finish_wrap_ups, duty.expire_leases):
            self._safely(lambda work=work: work(now=now))  # type: ignore[misc]
        self._safely(lambda: lending.expire(now=now))
        self._safely(lambda: overflowing.overflow(now=now))
        self._safely(lambda: listening.expire(now=now))
        self._safely(lambda: duty.send_unanswerable_to_voicemail(now=now))
        self._safely(lambda: self._gauges.tell(now=now))
        self._safely(lambda: offering.offer_waiting(now=clock.now()))
        self._safely(self._tell_carrier)
        self._now_and_then()

    def _now_and_then(self) -> None:
        if time.monotonic() >= self._next_reconcile and (
            self._reconciling is None or self._reconciling.done()
        ):
            self._next_reconcile = time.monotonic() + RECONCILE_EVERY
            self._reconciling = self._pool.submit(self._reconcile)
        if time.monotonic() >= self._next_fallback:
            self._next_fallback = time.monotonic() + FALLBACK_EVERY
            self._safely(fallback.write_documents)
            self._safely(lambda: dialing.forget(now=clock.now()))
            self._safely(lambda: fallback.take_in_messages(now=clock.now()))

    def _tell_carrier(self) -> None:
        for instruction in calls.claim_instructions(now=clock.now(), limit=CARRIERS_AT_ONCE):
            self._pool.submit(self._carry_out, instruction)

    def _carry_out(self, instruction: Instruction) -> None:
        with _own_connection(), about_call(instruction.call_id):
            self._safely(lambda: dispatch.carry_out(instruction=instruction, carrier=self._carrier))
            # What comes next in this lane, and what this one has brought about, need not wait for a tick.
            self._safely(lambda: wake.notify(calls.ROUTER))

    def _reconcile(self) -> None:
        with _own_connection():
            self._safely(lambda: reconciling.reconcile(carrier=self._carrier, now=clock.now()))

    def _safely(self, work: Callable[[], object]) -> None:
        """One failure must not stop the clock for all other calls; it is logged and tried again next time."""
        try:
            work()
        except DatabaseError as error:
            logger.warning("router: the database did not answer", extra={"error": type(error).__name__})
            close_old_connections()
        except Exception:
            logger.exception("router: a piece of work failed")


@contextmanager
def _own_connection() -> Iterator[None]:
    """A thread of the pool gives its connection back after each piece of work."""
    try:
        yield
    finally:
        connection.close()
