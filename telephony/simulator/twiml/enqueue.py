"""<Enqueue>: a caller in a queue hears its waiting document again and again, until somebody takes it out."""

import asyncio

from telephony.simulator.queues import Member, Queue, QueueFull
from telephony.simulator.types import Interruption, Params, QueueResult, Source

from .document import Element
from .runner import Jump, LeaveQueue, Runner
from .schema import CONFERENCE_WAIT_VERBS, WAIT_VERBS
from .speech import music

LEAST_ROUND = 1.0


async def enqueue(runner: Runner, element: Element) -> None:
    """Wait in the queue; its action, if there is one, takes over afterwards. Raises Jump, HangUp."""
    queues = runner.exchange.queues
    queue = queues.open(element.text)
    try:
        limit = element.number("maxQueueSize", 0) or None
        member = queues.enqueue(queue, runner.call, limit=limit)
    except QueueFull:
        _go_on(runner, element, {"QueueResult": QueueResult.QUEUE_FULL})
        return
    try:
        result = await _stand(runner, element, queue, member)
    except asyncio.CancelledError:
        _left(runner, element, queue, member)
        raise
    finally:
        member.finished.set()
    queues.remove(queue, member, result)
    _go_on(runner, element, _action_params(runner, queue, member))


async def _stand(runner: Runner, element: Element, queue: Queue, member: Member) -> QueueResult:
    waiting = asyncio.ensure_future(_wait_music(runner, element, queue, member))
    taken = asyncio.ensure_future(member.taken.wait())
    try:
        await asyncio.wait({waiting, taken}, return_when=asyncio.FIRST_COMPLETED)
        if not member.taken.is_set():
            waiting.result()
    except LeaveQueue:
        return QueueResult.LEAVE
    finally:
        waiting.cancel()
        taken.cancel()
        await asyncio.wait({waiting, taken})
    return await _talk(runner, member)


async def _talk(runner: Runner, member: Member) -> QueueResult:
    """Taken by a leg in <Dial><Queue>: first its document for the caller, then the conversation."""
    if member.prepare is not None:
        prepare = runner.beside(allowed=CONFERENCE_WAIT_VERBS)
        await prepare.run(member.prepare)
    member.prepared.set()
    await member.finished.wait()
    return QueueResult.BRIDGED


async def _wait_music(runner: Runner, element: Element, queue: Queue, member: Member) -> None:
    if "waitUrl" not in element.attributes:
        await music(runner)
    url = element.get("waitUrl")
    if not url:
        await asyncio.Event().wait()

    def params() -> Params:
        return runner.exchange.queues.params(queue, member)

    source = Source(url=runner.resolve(url), method=(element.get("waitUrlMethod") or "POST").upper())
    waiting = runner.beside(allowed=WAIT_VERBS, extra=params)
    while True:
        begun = runner.exchange.clock.now()
        await waiting.run(source)
        await _breathe(runner, (runner.exchange.clock.now() - begun).total_seconds())


async def _breathe(runner: Runner, lasted: float) -> None:
    """A document without sound must not become a storm of requests."""
    if lasted < LEAST_ROUND:
        await runner.exchange.clock.sleep(LEAST_ROUND - lasted)


def _left(runner: Runner, element: Element, queue: Queue, member: Member) -> None:
    """Stopped from outside: the action is requested, its answer does not count any more."""
    redirected = runner.call.interruption is Interruption.REDIRECTED
    result = QueueResult.REDIRECTED if redirected else QueueResult.HANGUP
    if member.prepared.is_set():
        result = QueueResult.REDIRECTED_FROM_BRIDGED if redirected else QueueResult.BRIDGED
    runner.exchange.queues.remove(queue, member, result)
    if element.get("action"):
        runner.farewell(element, _action_params(runner, queue, member))


def _action_params(runner: Runner, queue: Queue, member: Member) -> dict[str, str]:
    return {
        "QueueResult": member.result or QueueResult.ERROR,
        "QueueSid": queue.sid,
        "QueueTime": str(int(member.waited)),
    }


def _go_on(runner: Runner, element: Element, params: dict[str, str]) -> None:
    if element.get("action"):
        raise Jump(runner.following(element, params))
