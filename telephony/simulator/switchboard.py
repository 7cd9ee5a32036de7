"""The switchboard: begins inbound calls, dials over REST, redirects and ends legs. Above verbs, below doors."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from . import legs
from .call import Call
from .exchange import Exchange
from .numbers import Number
from .rooms import Conference, Participant
from .twiml.conference import stay
from .twiml.runner import HangUp, Runner
from .twiml.verbs import ALL
from .types import (
    CallbackPlan,
    CallEvent,
    CallStatus,
    Direction,
    Endpoint,
    Interruption,
    LeaveReason,
    Source,
)

log = logging.getLogger(__name__)
TERMINAL = frozenset({CallEvent.COMPLETED.value})
NO_VOICE_URL = 11100
Work = Callable[[], Coroutine[Any, Any, None]]


@dataclass(frozen=True, kw_only=True)
class Order:
    """A leg to be dialled over REST. Times are in seconds."""

    from_: str
    to: str
    plan: CallbackPlan | None = None
    seconds: int = 60
    time_limit: int = 14400
    fallback_url: str = ""
    fallback_method: str = "POST"


def plug_in(exchange: Exchange) -> None:
    """Let the exchange begin inbound calls by itself (a leg dialled to a number of its own)."""

    def arrive_at(from_: str, to: str, endpoint: Endpoint | None) -> Call:
        return arrive(exchange, from_=from_, to=to, endpoint=endpoint)

    exchange.arrive = arrive_at


def arrive(exchange: Exchange, *, from_: str, to: str, endpoint: Endpoint | None = None) -> Call:
    """Somebody dials a number: its voice URL is asked what to do. Nobody's number, or one without a URL, fails."""
    number = exchange.numbers.find(to)
    plan = _terminal_plan(number) if number else None
    call = exchange.calls.open(
        from_=from_,
        to=to,
        direction=Direction.INBOUND,
        status=CallStatus.RINGING,
        plan=plan,
        endpoint=endpoint,
    )
    call.started_at = exchange.clock.now()
    if number is None or not number.voice_url:
        exchange.background.start(_fail(exchange, call))
        return call
    call.phone_number_sid = number.sid
    call.fallback_url, call.fallback_method = number.voice_fallback_url, number.voice_fallback_method
    follow(exchange, call, Source(url=number.voice_url, method=number.voice_method))
    return call


def dial(exchange: Exchange, order: Order, source: Source) -> Call:
    """Calls.create: ring, and run the document once it is answered."""
    call = _ordered(exchange, order)

    async def work() -> None:
        if await _reached(exchange, call, order):
            await _documents(exchange, call, source)

    occupy(exchange, call, work)
    return call


def invite(exchange: Exchange, order: Order, room: Conference, participant: Participant) -> None:
    """Participants.create: ring, and join the room once it is answered. The participant's call is `call_for`'s."""
    call = participant.call

    def gone(_: Call) -> None:
        if not participant.joined:
            exchange.conferences.leave(room, participant, LeaveReason.ADD_FAILED)

    call.on_end.append(gone)

    async def work() -> None:
        if await _reached(exchange, call, order):
            await stay(runner_for(exchange, call), room, participant)
            exchange.calls.end(call, CallStatus.COMPLETED)

    occupy(exchange, call, work)


def call_for(exchange: Exchange, order: Order) -> Call:
    """The queued leg of an order."""
    return _ordered(exchange, order)


def follow(exchange: Exchange, call: Call, source: Source) -> None:
    """Put a leg under a document: the first one, or another instead of what it does now."""

    async def work() -> None:
        await _documents(exchange, call, source)

    occupy(exchange, call, work)


def occupy(exchange: Exchange, call: Call, work: Work) -> None:
    """One leg, one occupation: whatever it does now is stopped first."""
    before = exchange.calls.interrupt(call, Interruption.REDIRECTED)
    call.task = exchange.background.start(_occupied(exchange, call, work, before))


def hang_up(exchange: Exchange, call: Call, *, by_rest: bool = False) -> None:
    """The party hangs up, or REST ends the leg. A caller who gives up before the answer leaves `no-answer`."""
    if call.answered_at is not None:
        status = CallStatus.COMPLETED
    elif call.direction is Direction.INBOUND:
        status = CallStatus.COMPLETED if by_rest else CallStatus.NO_ANSWER
    else:
        status = CallStatus.CANCELED
    exchange.calls.end(call, status)


def refuse(exchange: Exchange, call: Call, status: CallStatus) -> bool:
    """A ringing party does not take the leg; False when it does not ring."""
    ringing = exchange.registry.ringing(call.sid)
    if ringing is None:
        return False
    ringing.refuse(status)
    return True


def press(exchange: Exchange, call: Call, digits: str) -> None:
    """Keys: for whoever listens; nobody keeps what is typed ahead."""
    call.heard.append({"kind": "pressed", "digits": digits})
    if call.listening:
        for digit in digits:
            call.keys.put_nowait(digit)
    for other in exchange.media.peers(call):
        other.endpoint.send({"type": "digits", "call": other.sid, "from": call.sid, "digits": digits})


def runner_for(exchange: Exchange, call: Call) -> Runner:
    """An executor with all verbs."""
    return Runner(exchange=exchange, call=call, verbs=ALL)


async def _occupied(exchange: Exchange, call: Call, work: Work, before: "asyncio.Task[None] | None") -> None:
    if before is not None:
        await _cleared(before)
    call.interruption = None
    if not call.is_live:
        return
    try:
        await work()
    except HangUp as end:
        exchange.calls.end(call, end.status)
    except asyncio.CancelledError:
        raise
    except Exception:
        log.exception("simulator: leg %s broke", call.sid)
        exchange.calls.end(call, CallStatus.FAILED)


async def _cleared(before: asyncio.Task[None]) -> None:
    """Wait until the occupation before has left its room or queue, even when this one is stopped meanwhile."""
    try:
        await asyncio.wait({before})
    except asyncio.CancelledError:
        await asyncio.wait({before})
        raise


async def _documents(exchange: Exchange, call: Call, source: Source) -> None:
    await runner_for(exchange, call).live(source)
    exchange.calls.end(call, CallStatus.COMPLETED)


async def _reached(exchange: Exchange, call: Call, order: Order) -> bool:
    await legs.take_turn(exchange, call)
    if not call.is_live or await legs.ring(exchange, call, order.seconds) is not None:
        return False
    exchange.background.start(_limit(exchange, call, order.time_limit))
    return True


async def _limit(exchange: Exchange, call: Call, seconds: int) -> None:
    try:
        await exchange.clock.within(seconds, call.ended.wait())
    except TimeoutError:
        exchange.calls.end(call, CallStatus.COMPLETED)


async def _fail(exchange: Exchange, call: Call) -> None:
    exchange.journal.notice(
        call=call.sid, level="error", code=NO_VOICE_URL, summary=f"{call.to} has no voice URL here"
    )
    exchange.calls.end(call, CallStatus.FAILED)


def _ordered(exchange: Exchange, order: Order) -> Call:
    call = exchange.calls.open(
        from_=order.from_,
        to=order.to,
        direction=Direction.OUTBOUND_API,
        status=CallStatus.QUEUED,
        plan=order.plan,
    )
    call.fallback_url, call.fallback_method = order.fallback_url, order.fallback_method
    return call


def _terminal_plan(number: Number) -> CallbackPlan | None:
    if not number.status_callback:
        return None
    return CallbackPlan(url=number.status_callback, method=number.status_callback_method, events=TERMINAL)
