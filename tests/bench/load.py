"""Callers arriving over HTTP, as fast as answers come or at a given rate. A process of its own, on a core of its own.

`python -m tests.bench.load <url> <seconds> <connections> <rate or 0>` prints requests/s, p50 and p99 (ms) as JSON.
"""

import asyncio
import json
import os
import sys
import time
from uuid import uuid4

import aiohttp
from twilio.request_validator import RequestValidator

from tests.bench.stage_core import LOAD_CORE


class Load:
    """One run against one address."""

    def __init__(self, *, url: str, seconds: float, connections: int, rate: float) -> None:
        self._url, self._seconds, self._connections, self._rate = url, seconds, connections, rate
        self._validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])
        self._times: list[float] = []
        self._wrong = 0

    async def run(self) -> dict[str, float]:
        """Load, and say how it went."""
        connector = aiohttp.TCPConnector(limit=self._connections)
        async with aiohttp.ClientSession(connector=connector) as session:
            began = time.perf_counter()
            if self._rate:
                await self._at_rate(session, began)
            else:
                await asyncio.gather(*(self._closed(session, began) for _ in range(self._connections)))
            took = time.perf_counter() - began
        times = sorted(self._times)
        return {
            "rate": len(times) / took,
            "p50": _percentile(times, 0.50) * 1000,
            "p99": _percentile(times, 0.99) * 1000,
            "wrong": self._wrong,
        }

    async def _closed(self, session: aiohttp.ClientSession, began: float) -> None:
        """The next request when the last was answered."""
        while time.perf_counter() - began < self._seconds:
            await self._ask(session, time.perf_counter())

    async def _at_rate(self, session: aiohttp.ClientSession, began: float) -> None:
        """Each request at its instant, whether the last was answered or not: waiting counts."""
        tasks = []
        for number in range(int(self._seconds * self._rate)):
            due = began + number / self._rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            tasks.append(asyncio.create_task(self._ask(session, due)))
        await asyncio.gather(*tasks)

    async def _ask(self, session: aiohttp.ClientSession, since: float) -> None:
        form = {
            "CallSid": f"CA{uuid4().hex}",
            "AccountSid": os.environ["TWILIO_ACCOUNT_SID"],
            "From": f"+4420794{uuid4().int % 100000:05d}",
            "To": os.environ["BENCH_NUMBER"],
            "CallStatus": "ringing",
            "Direction": "inbound",
            "ApiVersion": "2010-04-01",
        }
        headers = {
            "X-Twilio-Signature": self._validator.compute_signature(self._url, form),
            "I-Twilio-Idempotency-Token": str(uuid4()),
        }
        async with session.post(self._url, data=form, headers=headers) as answer:
            await answer.read()
            self._wrong += answer.status != 200
        self._times.append(time.perf_counter() - since)


def _percentile(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))] if times else 0.0


if __name__ == "__main__":
    os.sched_setaffinity(0, {LOAD_CORE})
    address, length, parallel, pace = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    print(json.dumps(asyncio.run(Load(url=address, seconds=length, connections=parallel, rate=pace).run())))
