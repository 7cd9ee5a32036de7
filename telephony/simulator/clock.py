"""Time of the simulated carrier: the real one, or a virtual one that tests push forward."""

import asyncio
import heapq
import itertools
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Coroutine, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")
CALM_TURNS = 40
"""Of the event loop, each a step of every task that can go on."""


class Clock(ABC):
    """All waiting in this room goes through a clock."""

    @abstractmethod
    def now(self) -> datetime:
        """The aware instant."""

    @abstractmethod
    async def sleep(self, seconds: float) -> None:
        """Wait so many seconds of this clock."""

    @abstractmethod
    def working(self) -> AbstractContextManager[None]:
        """Mark real input and output during which virtual time must stand still."""

    async def within(self, seconds: float, work: Awaitable[T]) -> T:
        """The result of `work`, or TimeoutError after so many seconds of this clock."""
        task = asyncio.ensure_future(work)
        timer = asyncio.ensure_future(self.sleep(seconds))
        try:
            await asyncio.wait({task, timer}, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise TimeoutError
            return task.result()
        finally:
            timer.cancel()
            task.cancel()


class RealClock(Clock):
    """The machine's clock."""

    def now(self) -> datetime:
        """The aware instant."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait so many real seconds."""
        await asyncio.sleep(max(seconds, 0))

    @contextmanager
    def working(self) -> Iterator[None]:
        """Nothing to mark: real time never stands still."""
        yield


class VirtualClock(Clock):
    """A clock that moves only when it is told to."""

    def __init__(self, start: datetime | None = None) -> None:
        """Begin at `start` (by default at the real instant, so that signatures and tokens stay valid)."""
        self._now = start or datetime.now(UTC).replace(microsecond=0)
        self._timers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._working = 0
        self._answered = asyncio.Event()
        self._answered.set()

    def now(self) -> datetime:
        """The aware instant."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock was pushed so far."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        timer = asyncio.get_running_loop().create_future()
        heapq.heappush(self._timers, (self._now + timedelta(seconds=seconds), next(self._order), timer))
        await timer

    @contextmanager
    def working(self) -> Iterator[None]:
        """Mark a webhook on its way: no timer fires before its answer is here."""
        self._working += 1
        self._answered.clear()
        try:
            yield
        finally:
            self._working -= 1
            if not self._working:
                self._answered.set()

    async def advance(self, seconds: float) -> None:
        """Push the clock, firing every timer on the way in its order and letting its work finish."""
        until = self._now + timedelta(seconds=seconds)
        await self.settle()
        while self._timers and self._timers[0][0] <= until:
            due, _, timer = heapq.heappop(self._timers)
            if timer.done():
                continue
            self._now = max(due, self._now)
            timer.set_result(None)
            await self.settle()
        self._now = until
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing moves any more without a timer."""
        calm = 0
        while calm < CALM_TURNS:
            await self._answered.wait()
            await asyncio.sleep(0)
            calm = calm + 1 if self._answered.is_set() else 0


class Background:
    """Tasks that nobody awaits, kept from the garbage collector and cancelled at the end."""

    def __init__(self) -> None:
        """Empty."""
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run it; an error in it reaches the log of asyncio."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def stop(self) -> None:
        """Cancel all, and wait for their last words."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
