"""Tells every open floor of a socket process what has changed: read once for all, at most four times a second.

It reads only while somebody looks. A change after a quiet moment is told at once: whatever an operator's console is told
is a hint that the floor should look (`hints`); then FRAME_TIME passes until the next frame. What is counted is read
beside, in a thread of its own, so that no change waits for it: see docs/decisions.
"""

import asyncio
import json
import logging
import time
from typing import Any, Protocol

from channels.db import database_sync_to_async
from django.core.serializers.json import DjangoJSONEncoder

from cc_saas.lib import clock
from telephony.floor import selectors
from telephony.floor.following import Following
from telephony.floor.hints import Hints
from telephony.floor.types import COUNT_TIME, FRAME_TIME, Sections, changes

logger = logging.getLogger(__name__)

BEAT_TIME = 5.0
"""Seconds without a change after which the floors are told that all is well."""


LOOK_TIME = FRAME_TIME
"""Seconds after which the floor is looked at without a hint."""

SHORTEST_REST = 0.02
"""Seconds between two looks, however many hints come."""


class Floor(Protocol):
    """What the publisher needs of a consumer: it takes a frame without making others wait."""

    def take(self, text: str) -> None: ...


class Publisher:
    """Publishes while any floor is open in this process."""

    def __init__(self) -> None:
        self._floors: set[Floor] = set()
        self._publishing: asyncio.Task[None] | None = None
        self._told: Sections = {}
        self._counted: Sections = {}
        self._operators = Following()

    def add(self, floor: Floor) -> None:
        """Count a floor in, and begin with the first."""
        self._floors.add(floor)
        if self._publishing is None or self._publishing.done():
            self._publishing = asyncio.get_running_loop().create_task(self._publish())

    def remove(self, floor: Floor) -> None:
        """Count a floor out."""
        self._floors.discard(floor)

    async def _publish(self) -> None:
        hints = Hints()
        beside = [asyncio.create_task(work) for work in (hints.hear(), self._count(hints))]
        try:
            await self._look(hints)
        finally:
            for task in beside:
                task.cancel()

    async def _look(self, hints: Hints) -> None:
        """After a frame FRAME_TIME passes whatever happens; without one a hint is enough to look again."""
        beat_at = 0.0
        while self._floors:
            looked_at = time.monotonic()
            frame = await self._frame()
            is_change = frame is not None
            if frame is None and looked_at >= beat_at:
                frame = json.dumps({"type": "heartbeat"})
            if frame is not None:
                beat_at = looked_at + BEAT_TIME
                self._send(frame)
            await asyncio.sleep(
                max(0.0, looked_at + FRAME_TIME - time.monotonic()) if is_change else SHORTEST_REST
            )
            if not is_change:
                await hints.wait(LOOK_TIME)

    def _send(self, frame: str) -> None:
        for floor in tuple(self._floors):
            floor.take(frame)

    async def _frame(self) -> str | None:
        """Whatever goes wrong, the next turn tries again; a floor that hears nothing asks by itself."""
        try:
            found: str | None = await database_sync_to_async(self._read)()
        except Exception as error:  # noqa: BLE001
            logger.warning("floor not read", extra={"error": type(error).__name__})
            return None
        return found

    def _read(self) -> str | None:
        """Synchronous, with every query of its own."""
        as_of = clock.now()
        live = {"operators": self._operators.read(), **selectors.beside_operators()}
        found = {**self._told, **self._counted, **live}
        changed = changes(before=self._told, after=found)
        self._told = found
        return frame_of(as_of=as_of, changed=changed) if changed else None

    async def _count(self, hints: Hints) -> None:
        """Count every COUNT_TIME, in a thread of its own."""
        count = database_sync_to_async(_counted, thread_sensitive=False)
        while True:
            try:
                self._counted = await count()
                hints.wake()
            except Exception as error:  # noqa: BLE001
                logger.warning("floor not counted", extra={"error": type(error).__name__})
            await asyncio.sleep(COUNT_TIME)


def _counted() -> Sections:
    return selectors.counted(now=clock.now())


def frame_of(*, as_of: Any, changed: dict[str, Any]) -> str:
    """Return the frame as it is sent."""
    frame = {"type": "floor.changed", "as_of": as_of, **changed}
    return json.dumps(frame, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
