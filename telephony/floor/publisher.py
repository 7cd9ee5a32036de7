"""Tells every open floor of a socket process what has changed: read once for all, at most four times a second.

It reads only while somebody looks. Asking four times a second is as fast as telling four times a second can be, so
nobody who changes something pays for the floor: see docs/decisions.
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
from telephony.floor.types import COUNT_TIME, FRAME_TIME, Sections, changes

logger = logging.getLogger(__name__)

BEAT_TIME = 5.0
"""Seconds without a change after which the floors are told that all is well."""


class Floor(Protocol):
    """What the publisher needs of a consumer: it takes a frame without making others wait."""

    def take(self, text: str) -> None: ...


class Publisher:
    """Publishes while any floor is open in this process."""

    def __init__(self) -> None:
        self._floors: set[Floor] = set()
        self._publishing: asyncio.Task[None] | None = None
        self._told: Sections = {}
        self._count_at = 0.0

    def add(self, floor: Floor) -> None:
        """Count a floor in, and begin with the first."""
        self._floors.add(floor)
        if self._publishing is None or self._publishing.done():
            self._publishing = asyncio.get_running_loop().create_task(self._publish())

    def remove(self, floor: Floor) -> None:
        """Count a floor out."""
        self._floors.discard(floor)

    async def _publish(self) -> None:
        due, beat_at = time.monotonic(), 0.0
        while self._floors:
            frame = await self._frame()
            if frame is None and time.monotonic() >= beat_at:
                frame = json.dumps({"type": "heartbeat"})
            if frame is not None:
                beat_at = time.monotonic() + BEAT_TIME
                self._send(frame)
            due = max(due + FRAME_TIME, time.monotonic())
            await asyncio.sleep(due - time.monotonic())

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
        found = {**self._told, **selectors.live()}
        if time.monotonic() >= self._count_at:
            self._count_at = time.monotonic() + COUNT_TIME
            found |= selectors.counted(now=as_of)
        changed = changes(before=self._told, after=found)
        self._told = found
        return frame_of(as_of=as_of, changed=changed) if changed else None


def frame_of(*, as_of: Any, changed: dict[str, Any]) -> str:
    """Return the frame as it is sent."""
    frame = {"type": "floor.changed", "as_of": as_of, **changed}
    return json.dumps(frame, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
