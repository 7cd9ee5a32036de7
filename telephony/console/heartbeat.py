"""The heartbeat of one socket process: sent through the channel layer, so that its silence tells of Redis too.

It also renews, in one statement for all, the leases of the operators whose pages answered lately.
"""

import asyncio
import json
import logging
import time
from typing import Protocol
from uuid import UUID

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer

from agents.presence import services as presence
from cc_saas.lib import clock
from cc_saas.lib.push import ConsolesAudience

logger = logging.getLogger(__name__)

BEAT_TIME = 5.0
"""Seconds between two beats; a page that misses two polls the snapshot."""

ALIVE_TIME = 12.0
"""Seconds without an answer after which a socket no longer speaks for its operator."""


class Console(Protocol):
    """What the heartbeat needs of a consumer."""

    operator_id: UUID | None
    alive_at: float


class Heartbeat:
    """Beats while any console is open in this process."""

    def __init__(self) -> None:
        self._consoles: set[Console] = set()
        self._beating: asyncio.Task[None] | None = None

    def add(self, console: Console) -> None:
        """Count a console in, and begin to beat with the first."""
        self._consoles.add(console)
        if self._beating is None or self._beating.done():
            self._beating = asyncio.get_running_loop().create_task(self._beat())

    def remove(self, console: Console) -> None:
        """Count a console out."""
        self._consoles.discard(console)

    async def _beat(self) -> None:
        while self._consoles:
            await self._renew()
            await self._send()
            await asyncio.sleep(BEAT_TIME)

    async def _renew(self) -> None:
        """Believe the pages that answered. A database that is away is no reason to stop beating."""
        ids = {console.operator_id for console in self._consoles if self._answers(console)}
        try:
            await database_sync_to_async(renew)([one for one in ids if one is not None])
        except Exception as error:  # noqa: BLE001 (whatever it is, the beat goes on)
            logger.warning("leases not renewed", extra={"error": type(error).__name__})

    async def _send(self) -> None:
        text = json.dumps({"type": "heartbeat", "at": clock.now().isoformat()})
        try:
            layer = get_channel_layer()
            await layer.group_send(ConsolesAudience().group, {"type": "push.event", "text": text})
        except Exception as error:  # noqa: BLE001 (whatever it is, the next beat tries again)
            logger.warning("heartbeat not sent", extra={"error": type(error).__name__})

    def _answers(self, console: Console) -> bool:
        return time.monotonic() - console.alive_at < ALIVE_TIME


def renew(operator_ids: list[UUID]) -> None:
    """Renew the leases; synchronous, with every query of its own."""
    presence.renew_many(operator_ids=operator_ids, now=clock.now())
