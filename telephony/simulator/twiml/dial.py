"""<Dial>: numbers and clients that ring together, the bridge with who answers first, and the action afterwards."""

import asyncio
from dataclasses import dataclass, field

from telephony.simulator import legs
from telephony.simulator.call import Call
from telephony.simulator.media import Pair
from telephony.simulator.types import CallEvent, CallStatus, Direction, Interruption, Source

from .conference import dial_conference, event_plan
from .dequeue import dial_queue
from .document import Element
from .runner import HangUp, Jump, Runner
from .schema import SCREENING_VERBS

MAX_NOUNS = 10
INVALID_NUMBER = 13223
INVALID_CALLER_ID = 13214
TOO_MANY = 13230
TERMINAL = frozenset({CallEvent.COMPLETED.value})


@dataclass
class Outcome:
    """What the action is told."""

    status: str
    child: Call | None = None
    bridged: bool = False
    more: dict[str, str] = field(default_factory=dict)

    def params(self) -> dict[str, str]:
        """As parameters; a conference tells its status alone."""
        params = {"DialCallStatus": self.status, **self.more}
        if self.child is not None:
            params["DialCallSid"] = self.child.sid
            params["DialBridged"] = "true" if self.bridged else "false"
            if self.bridged:
                params["DialCallDuration"] = str(self.child.seconds)
        return params


async def dial(runner: Runner, element: Element) -> None:
    """Connect; the action, if there is one, takes over afterwards. Raises Jump."""
    nouns = element.children or _plain(element)
    first = nouns[0].name if nouns else ""
    if first == "Conference":
        await _conference(runner, element, nouns[0])
    elif first == "Queue":
        outcome = await dial_queue(runner, element, nouns[0])
        _go_on(runner, element, Outcome(outcome.pop("DialCallStatus"), more=outcome))
    else:
        _go_on(runner, element, await _ring_and_talk(runner, element, nouns[:MAX_NOUNS]))


async def _conference(runner: Runner, element: Element, noun: Element) -> None:
    try:
        entered = await dial_conference(runner, noun)
    except asyncio.CancelledError:
        _farewell(runner, element, Outcome("answered"))
        raise
    if entered:
        _go_on(runner, element, Outcome("answered"))


async def _ring_and_talk(runner: Runner, element: Element, nouns: tuple[Element, ...]) -> Outcome:
    children = [child for noun in nouns if (child := _child(runner, element, noun)) is not None]
    if not children:
        return Outcome("failed")
    try:
        _ringback(runner, on=True)
        winner = await _race(runner, element, [c for c, _ in children])
        _ringback(runner, on=False)
        if winner is None:
            return Outcome(_loss([c for c, _ in children]), children[0][0])
        noun = next(n for c, n in children if c is winner)
        if not await _screen(runner, noun, winner):
            return Outcome("no-answer", winner)
        return await _talk(runner, element, winner)
    except asyncio.CancelledError:
        live = [c for c, _ in children if c.is_live]
        answered = any(c.answered_at for c in live)
        _end_all(runner, live)
        status = "completed" if answered else "canceled"
        _farewell(runner, element, Outcome(status, children[0][0], answered))
        raise


def _may_show(runner: Runner, shown: str, to: str) -> bool:
    """callerId must be a party of this call or a number of the account; a client is shown anything."""
    parties = (runner.call.from_, runner.call.to)
    if to.startswith("client:") or not runner.exchange.behaviour.check_caller_id:
        return True
    return shown in parties or runner.exchange.numbers.find(shown) is not None


def _ringback(runner: Runner, *, on: bool) -> None:
    """The caller hears the far end ring."""
    runner.call.endpoint.send({"type": "ringback", "call": runner.call.sid, "on": on})


def _child(runner: Runner, element: Element, noun: Element) -> tuple[Call, Element] | None:
    """A leg for one noun; None when its text is no number."""
    to = _address(noun)
    if not to:
        runner.warn(INVALID_NUMBER, f"Dial: invalid phone number '{noun.text}'")
        return None
    shown = element.get("callerId") or runner.call.from_
    if not _may_show(runner, shown, to):
        runner.warn(INVALID_CALLER_ID, f"Dial: invalid callerId '{shown}'")
        return None
    call = runner.exchange.calls.open(
        from_=shown,
        to=to,
        direction=Direction.OUTBOUND_DIAL,
        status=CallStatus.QUEUED,
        parent=runner.call,
        plan=event_plan(noun, "statusCallback", TERMINAL, runner.resolve),
    )
    call.extra = {}
    call.parameters = {p.get("name"): p.get("value") for p in noun.children if p.name == "Parameter"}
    return call, noun


async def _race(runner: Runner, element: Element, children: list[Call]) -> Call | None:
    """The child that answered first; the others are cancelled."""
    seconds = element.number("timeout", 30, least=5, most=600)
    rings = {asyncio.ensure_future(legs.ring(runner.exchange, c, seconds)): c for c in children}
    waiting = set(rings)
    try:
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for ring in done:
                if ring.result() is None:
                    _end_all(runner, [c for c in children if c is not rings[ring]])
                    return rings[ring]
        return None
    finally:
        for ring in rings:
            ring.cancel()


async def _screen(runner: Runner, noun: Element, child: Call) -> bool:
    """The document of <Number url> runs on the callee before the bridge; its <Hangup> declines."""
    if not noun.get("url"):
        return True
    screening = runner.beside(allowed=SCREENING_VERBS, call=child)
    method = (noun.get("method") or "POST").upper()
    try:
        await screening.run(Source(url=runner.resolve(noun.get("url")), method=method))
    except HangUp:
        runner.exchange.calls.end(child, CallStatus.COMPLETED)
    return child.is_live


async def _talk(runner: Runner, element: Element, child: Call) -> Outcome:
    """The bridge, until the callee hangs up or the time is over."""
    exchange, pair = runner.exchange, Pair(runner.call, child)
    runner.answer()
    exchange.media.join(pair, runner.call)
    exchange.media.join(pair, child)
    try:
        await exchange.clock.within(element.number("timeLimit", 14400, least=1), child.ended.wait())
    except TimeoutError:
        exchange.calls.end(child, CallStatus.COMPLETED)
    finally:
        exchange.media.leave(child)
        exchange.media.leave(runner.call)
    return Outcome("completed", child, bridged=True)


def _end_all(runner: Runner, children: list[Call]) -> None:
    for child in children:
        status = CallStatus.COMPLETED if child.answered_at else CallStatus.CANCELED
        runner.exchange.calls.end(child, status)


def _loss(children: list[Call]) -> str:
    """The status of a dial that nobody answered."""
    statuses = [c.status for c in children]
    for status in (CallStatus.BUSY, CallStatus.NO_ANSWER, CallStatus.FAILED):
        if status in statuses:
            return status.value
    return CallStatus.CANCELED.value


def _address(noun: Element) -> str:
    if noun.name == "Client":
        identity = next((c.text for c in noun.children if c.name == "Identity"), noun.text)
        return f"client:{identity}" if identity else ""
    return noun.text.replace(" ", "")


def _plain(element: Element) -> tuple[Element, ...]:
    """<Dial>+1415...</Dial> is a number."""
    return (Element(name="Number", attributes={}, text=element.text),) if element.text else ()


def _farewell(runner: Runner, element: Element, outcome: Outcome) -> None:
    """The caller hung up: the action is requested all the same."""
    if runner.call.interruption is Interruption.HUNG_UP and element.get("action"):
        runner.farewell(element, outcome.params())


def _go_on(runner: Runner, element: Element, outcome: Outcome) -> None:
    if element.get("action"):
        raise Jump(runner.following(element, outcome.params()))
