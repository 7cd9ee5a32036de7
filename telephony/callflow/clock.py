"""The router: the loop that offers waiting callers, tells the carrier, and keeps every time limit.

It is woken by NOTIFY and ticks each second by itself. All it knows stands in PostgreSQL, so it may be killed at any
instant, and several may run.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from django.db import DatabaseError, close_old_connections

from cc_saas.lib import clock, wake
from telephony.callflow import (
    callback,
    duty,
    fallback,
    listening,
    offering,
    overflowing,
    reconciling,
)
from telephony.callflow.carrying import Carrying, own_connection
from telephony.callflow.gauges import Gauges
from telephony.calls import services as calls
from telephony.calls.claims import HOLDING, Claim, free_claims
from telephony.dialing import services as dialing
from telephony.provider.port import Carrier
from telephony.queues import lending
from telephony.routing import selectors as routing_read
from telephony.routing.types import AtHand

logger = logging.getLogger(__name__)

T = TypeVar("T")

TICK_TIME = 1.0
RECONCILE_EVERY = 10.0
FALLBACK_EVERY = 60.0


class Router:
    """One router. `run` ends when `stop` is set."""

    def __init__(self, *, carrier: Carrier, stop: threading.Event) -> None:
        self._carrier = carrier
        self._stop = stop
        self._gauges = Gauges()
        self._carrying = Carrying(carrier=carrier, safely=self._safely)
        self._reconciling: Future[None] | None = None
        self._next_reconcile = 0.0
        self._next_fallback = 0.0

    def run(self) -> None:
        """Work until told to stop. A database that is away is waited for, never given up.

        What it claims is its own for as long as its connection lasts: killed, it leaves nothing behind that waits.
        """
        sign = wake.Sign(kind=HOLDING, number=secrets.randbelow(2**31))
        self._carrying.claim = Claim(holder=sign.number)
        for found in wake.listen(calls.ROUTER, tick_time=TICK_TIME, stop=self._stop, sign=sign):
            if self._stop.is_set():
                break
            self.turn(ticked=found is None)
        self._carrying.end()

    def turn(self, *, ticked: bool = True) -> None:
        """Do once whatever is due: what callers wait for first."""
        if ticked:
            self._safely(lambda: free_claims(now=clock.now()))
        self._offer()
        if ticked:
            self._tick()

    def _offer(self) -> None:
        """Who was promised a call and is on the line already must not be offered. Most turns find little to do."""
        at_hand = self._safely(lambda: routing_read.at_hand(now=clock.now())) or AtHand()
        if at_hand.is_promise:
            self._safely(lambda: callback.merge(now=clock.now()))
        if at_hand.is_pair:
            self._safely(lambda: offering.offer_waiting(now=clock.now(), dialler=self._carrying))
        if at_hand.is_instruction:
            self._safely(self._carrying.take_due)

    def _tick(self) -> None:
        now = clock.now()
        for work in (callback.keep_promises, offering.expire, duty.finish_wrap_ups, duty.expire_leases):
            self._safely(lambda work=work: work(now=now))  # type: ignore[misc]
        self._safely(lambda: lending.expire(now=now))
        self._safely(lambda: overflowing.overflow(now=now))
        self._safely(lambda: listening.expire(now=now))
        self._safely(lambda: duty.send_unanswerable_to_voicemail(now=now))
        self._safely(lambda: self._gauges.tell(now=now))
        self._offer()
        self._now_and_then()

    def _now_and_then(self) -> None:
        if time.monotonic() >= self._next_reconcile and (
            self._reconciling is None or self._reconciling.done()
        ):
            self._next_reconcile = time.monotonic() + RECONCILE_EVERY
            self._reconciling = self._carrying.pool.submit(self._reconcile)
        if time.monotonic() >= self._next_fallback:
            self._next_fallback = time.monotonic() + FALLBACK_EVERY
            self._safely(fallback.write_documents)
            self._safely(lambda: dialing.forget(now=clock.now()))
            self._safely(lambda: fallback.take_in_messages(now=clock.now()))

    def _reconcile(self) -> None:
        with own_connection():
            self._safely(lambda: reconciling.reconcile(carrier=self._carrier, now=clock.now()))

    def _safely(self, work: Callable[[], T]) -> T | None:
        """One failure must not stop the clock for all other calls; it is logged and tried again next time."""
        try:
            return work()
        except DatabaseError as error:
            logger.warning("router: the database did not answer", extra={"error": type(error).__name__})
            close_old_connections()
        except Exception:
            logger.exception("router: a piece of work failed")
        return None
