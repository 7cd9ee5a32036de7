"""The router, turned by hand: the same code, its threads folded into the test's own."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, TypeVar

from telephony.callflow.clock import Router
from telephony.provider.twilio.client import carrier

T = TypeVar("T")
NEVER = float("inf")


class AtOnce(Executor):
    """A pool of no threads: what is submitted has been done when `submit` returns."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        """Do it."""
        done: Future[T] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


class HandRouter(Router):
    """Reconciles only when told to, so that a story about lost callbacks is not saved by chance."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._carrying.pool = AtOnce()
        self._next_fallback = NEVER
        self.reconciles = False
        self._next_reconcile = NEVER

    def turn(self, *, ticked: bool = True) -> None:
        """One tick; with the reconciler's work in it where the story wants it."""
        self._next_reconcile = 0.0 if self.reconciles else NEVER
        super().turn(ticked=ticked)


def hand_router() -> HandRouter:
    """A router on the carrier of the settings."""
    import threading

    return HandRouter(carrier=carrier(), stop=threading.Event())
