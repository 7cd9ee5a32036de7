"""Queues: callers in <Enqueue>, first come, first served (docs/voice/twiml/enqueue, docs/voice/api/queue-resource)."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from .call import Call
from .clock import Clock
from .ids import Sids
from .types import QueueResult, Source

DEFAULT_SIZE = 1000
MAX_SIZE = 5000


class QueueFull(ValueError):
    """The queue has as many members as it may."""


@dataclass(kw_only=True, eq=False)
class Member:
    """A caller in a queue. `taken` is set by the leg that dequeues it; `prepare` is what it hears before they talk."""

    call: Call
    enqueued_at: datetime
    result: QueueResult | None = None
    taken: asyncio.Event = field(default_factory=asyncio.Event)
    taker: Call | None = None
    prepare: Source | None = None
    waited: float = 0.0
    prepared: asyncio.Event = field(default_factory=asyncio.Event)
    finished: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(kw_only=True, eq=False)
class Queue:
    """One queue, made on demand."""

    sid: str
    friendly_name: str
    created_at: datetime
    max_size: int = DEFAULT_SIZE
    members: list[Member] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    def position(self, member: Member) -> int:
        """1 for the next to be served, 0 for one who is not in it."""
        return self.members.index(member) + 1 if member in self.members else 0


class Queues:
    """All queues of the account."""

    def __init__(self, *, clock: Clock, sids: Sids) -> None:
        """Empty."""
        self._clock = clock
        self._sids = sids
        self._queues: dict[str, Queue] = {}

    def all(self) -> list[Queue]:
        """In the order of their making."""
        return list(self._queues.values())

    def get(self, sid: str) -> Queue | None:
        """By sid."""
        return self._queues.get(sid)

    def named(self, name: str) -> Queue | None:
        """By friendly name."""
        return next((q for q in self._queues.values() if q.friendly_name == name), None)

    def open(self, name: str, *, max_size: int = DEFAULT_SIZE) -> Queue:
        """The queue of this name, made if there is none."""
        queue = self.named(name)
        if queue is None:
            queue = Queue(
                sid=self._sids.new("QU"), friendly_name=name, created_at=self._clock.now(), max_size=max_size
            )
            self._queues[queue.sid] = queue
        return queue

    def drop(self, queue: Queue) -> None:
        """Delete an empty queue."""
        self._queues.pop(queue.sid, None)

    def enqueue(self, queue: Queue, call: Call, *, limit: int | None) -> Member:
        """Stand at the end. Raises QueueFull."""
        if len(queue.members) >= min(limit or queue.max_size, queue.max_size):
            raise QueueFull(queue.friendly_name)
        member = Member(call=call, enqueued_at=self._clock.now())
        queue.members.append(member)
        queue.arrived.set()
        return member

    def remove(self, queue: Queue, member: Member, result: QueueResult) -> None:
        """Take a member out; the first result stays."""
        if member in queue.members:
            queue.members.remove(member)
            member.waited = self.waited(member)
        member.result = member.result or result
        if not queue.members:
            queue.arrived.clear()

    def waited(self, member: Member) -> float:
        """Seconds since it was enqueued."""
        return (self._clock.now() - member.enqueued_at).total_seconds()

    def average_wait(self, queue: Queue) -> int:
        """Mean wait of those who stand in it now, in seconds (0 when empty)."""
        waits = [self.waited(m) for m in queue.members]
        return round(sum(waits) / len(waits)) if waits else 0

    def params(self, queue: Queue, member: Member) -> dict[str, str]:
        """What waitUrl is told."""
        return {
            "QueueSid": queue.sid,
            "QueuePosition": str(queue.position(member)),
            "QueueTime": str(int(self.waited(member))),
            "AvgQueueTime": str(self.average_wait(queue)),
            "CurrentQueueSize": str(len(queue.members)),
            "MaxQueueSize": str(queue.max_size),
        }
