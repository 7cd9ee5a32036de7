"""Hints that something on the floor has changed: whatever the console of any operator is told.

They come from Redis as the consoles' own facts do, so nobody who changes something pays for the floor. A hint that is
lost costs nothing: the floor looks by itself.
"""

import asyncio
import logging

import redis.asyncio as redis
from django.conf import settings

from cc_saas.lib.push import OperatorAudience

logger = logging.getLogger(__name__)

RETRY_TIME = 5.0
"""Seconds after which Redis is tried again."""


class Hints:
    """Wakes whoever waits, once there was a hint since the last time."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()

    async def hear(self) -> None:
        """Listen for as long as the task lives."""
        while True:
            try:
                await self._listen()
            except (redis.RedisError, OSError) as error:
                logger.warning("floor hears no hints", extra={"error": type(error).__name__})
            await asyncio.sleep(RETRY_TIME)

    def wake(self) -> None:
        """Wake whoever waits, as a hint would."""
        self._woken.set()

    async def wait(self, longest: float) -> None:
        """Wait for a hint, for so many seconds at most."""
        try:
            await asyncio.wait_for(self._woken.wait(), longest)
        except TimeoutError:
            return
        finally:
            self._woken.clear()

    async def _listen(self) -> None:
        client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1)
        async with client, client.pubsub() as channel:
            await channel.psubscribe(f"{settings.CHANNEL_PREFIX}__group__{OperatorAudience.PATTERN}")
            async for message in channel.listen():
                if message["type"] == "pmessage":
                    self.wake()
