"""A websocket that does nothing but pass on what a Redis channel says: the floor under the console's socket."""

import asyncio
import os
from typing import Any

import redis.asyncio as redis

CHANNEL = "bench-relay"


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """ASGI."""
    if scope["type"] != "websocket":
        return
    await receive()
    await send({"type": "websocket.accept"})
    subscription: Any = redis.Redis.from_url(os.environ["REDIS_URL"]).pubsub(ignore_subscribe_messages=True)
    await subscription.subscribe(CHANNEL)
    reading = asyncio.create_task(_until_closed(receive))
    async for message in subscription.listen():
        await send({"type": "websocket.send", "text": message["data"].decode()})
        if reading.done():
            return


async def _until_closed(receive: Any) -> None:
    while (await receive())["type"] != "websocket.disconnect":
        pass
