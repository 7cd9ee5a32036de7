"""<Dial><Queue>: a leg takes the first caller of a queue, and talks to it."""

import asyncio

from telephony.simulator.media import Pair
from telephony.simulator.queues import Member, Queue
from telephony.simulator.types import QueueResult, Source

from .document import Element
from .runner import Runner


async def dial_queue(runner: Runner, element: Element, noun: Element) -> dict[str, str]:
    """The parameters for the action of <Dial>; waits for a caller as long as the timeout says."""
    queue = runner.exchange.queues.named(noun.text)
    if queue is None:
        return {"DialCallStatus": "failed"}
    member = await _take(runner, element, queue)
    if member is None:
        return {"DialCallStatus": "no-answer", "DialBridged": "false"}
    _prepare(runner, noun, queue, member)
    try:
        await _talk(runner, member)
    finally:
        member.finished.set()
    return {"DialCallStatus": "completed", "DialCallSid": member.call.sid, "DialBridged": "true"}


async def _take(runner: Runner, element: Element, queue: Queue) -> Member | None:
    if not queue.members:
        try:
            await runner.exchange.clock.within(element.number("timeout", 30), queue.arrived.wait())
        except TimeoutError:
            return None
    member = queue.members[0]
    runner.exchange.queues.remove(queue, member, QueueResult.BRIDGED)
    member.taker = runner.call
    return member


def _prepare(runner: Runner, noun: Element, queue: Queue, member: Member) -> None:
    if noun.get("url"):
        member.prepare = Source(
            url=runner.resolve(noun.get("url")),
            method=(noun.get("method") or "POST").upper(),
            params={
                "QueueSid": queue.sid,
                "QueueTime": str(int(member.waited)),
                "DequeingCallSid": runner.call.sid,
            },
        )
    member.taken.set()


async def _talk(runner: Runner, member: Member) -> None:
    over = asyncio.ensure_future(member.finished.wait())
    ready = asyncio.ensure_future(member.prepared.wait())
    media, pair = runner.exchange.media, Pair(runner.call, member.call)
    try:
        await asyncio.wait({over, ready}, return_when=asyncio.FIRST_COMPLETED)
        if not over.done():
            media.join(pair, runner.call)
            media.join(pair, member.call)
            await over
    finally:
        over.cancel()
        ready.cancel()
        media.leave(member.call)
        media.leave(runner.call)
