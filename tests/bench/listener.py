"""Whoever waits for news, in a process of its own on the load's core: prints when each piece arrived.

`python -m tests.bench.listener socket <url> <bearer>` reads a websocket, `... redis <url> <channel>` a bare channel.
Each line is `<monotonic ns> <text>`, where the text is all that the sender needs to know its piece again.
"""

import asyncio
import json
import os
import sys
import time
from typing import Any

import redis
import websockets

from tests.bench.stage_core import LOAD_CORE


async def _socket(url: str, bearer: str) -> None:
    headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
    async with websockets.connect(url, additional_headers=headers) as socket:
        print("0 listening", flush=True)
        async for text in socket:
            _told(str(text))
            await socket.send('{"type": "alive"}')


def _redis(url: str, channel: str) -> None:
    client: Any = redis.Redis.from_url(url)
    subscription = client.pubsub(ignore_subscribe_messages=True)
    subscription.subscribe(channel)
    subscription.get_message(timeout=1)
    print("0 listening", flush=True)
    for message in subscription.listen():
        _told(message["data"].decode("utf-8", "replace"))


def _told(text: str) -> None:
    now = time.monotonic_ns()
    try:
        frame = json.loads(text)
        text = f"{frame['type']} {frame.get('seq', '')}"
    except (ValueError, KeyError, TypeError):
        text = text[:40]
    print(f"{now} {text}", flush=True)


if __name__ == "__main__":
    os.sched_setaffinity(0, {LOAD_CORE})
    kind, address, word = sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else ""
    if kind == "socket":
        asyncio.run(_socket(address, word))
    else:
        _redis(address, word)
