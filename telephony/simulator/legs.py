"""Outbound legs: their turn in the calls-per-second queue, and how each kind of party is rung."""

import asyncio
from datetime import timedelta

from .call import Call
from .calls import SIP_CODES
from .exchange import Exchange
from .registry import Device, Ring
from .types import JSON, CallEvent, CallStatus

CLIENT = "client:"
PATIENT_TURNS = 50


class Link:
    """The endpoint of a leg whose other end is a number of this same account: what one hears, the other says."""

    is_browser = False

    def __init__(self, exchange: Exchange, far: Call) -> None:
        """Towards the far leg."""
        self._exchange = exchange
        self._far = far

    def send(self, frame: JSON) -> None:
        """Words arrive at the far leg's bridge; everything else stays here."""
        if frame.get("type") in ("text", "say"):
            self._exchange.background.start(self._pass_on(str(frame["text"])))

    async def _pass_on(self, text: str) -> None:
        """The first words may be said a moment before the far leg reached its bridge."""
        for _ in range(PATIENT_TURNS):
            if self._exchange.media.is_joined(self._far):
                break
            await asyncio.sleep(0)
        if self._far.is_live:
            self._exchange.media.speak(self._far, text)


async def take_turn(exchange: Exchange, call: Call) -> None:
    """Wait for this leg's place: REST-dialled legs leave at so many per second, first in, first out."""
    rate = exchange.behaviour.calls_per_second
    if not rate:
        return
    now = exchange.clock.now()
    due = max(now, exchange.next_leg_at or now)
    exchange.next_leg_at = due + timedelta(seconds=1 / rate)
    wait = (due - now).total_seconds()
    call.queue_time_ms = round(wait * 1000)
    await exchange.clock.sleep(wait)


async def ring(exchange: Exchange, call: Call, seconds: float) -> CallStatus | None:
    """Dial one leg and wait for its fate: None when it was answered, else its final status (already set).

    Twilio adds a buffer of about five seconds to every timeout."""
    calls = exchange.calls
    calls.progress(call, CallEvent.INITIATED)
    if call.to.startswith(CLIENT) and not exchange.registry.devices(call.to.removeprefix(CLIENT)):
        behaviour = exchange.behaviour
        calls.end(call, behaviour.unregistered_status, sip_code=behaviour.unregistered_sip_code)
        return call.status
    status = await _ringing(exchange, call, seconds + exchange.behaviour.ring_buffer)
    if status is None:
        calls.progress(call, CallEvent.ANSWERED)
    else:
        calls.end(call, status, sip_code=SIP_CODES[status])
    return status


async def _ringing(exchange: Exchange, call: Call, seconds: float) -> CallStatus | None:
    ringing = exchange.registry.ring(call, _devices(exchange, call))
    call.on_end.append(lambda ended: ringing.refuse(ended.status))
    _reach(exchange, ringing)
    exchange.calls.progress(call, CallEvent.RINGING)
    try:
        return await exchange.clock.within(seconds, asyncio.shield(ringing.decided))
    except TimeoutError:
        return CallStatus.NO_ANSWER
    finally:
        exchange.registry.quiet(call)
        _hush(exchange, ringing)


def _devices(exchange: Exchange, call: Call) -> list[Device]:
    if not call.to.startswith(CLIENT):
        return []
    return exchange.registry.devices(call.to.removeprefix(CLIENT))


def _reach(exchange: Exchange, ringing: Ring) -> None:
    """Let the party know: devices, a number of this account, or a telephone somewhere."""
    call = ringing.call
    if call.to.startswith(CLIENT):
        for device in ringing.devices:
            if not is_busy(exchange, device):
                device.send({"type": "incoming", "call": invitation(call)})
    elif exchange.numbers.find(call.to):
        _reach_own_number(exchange, ringing)
    else:
        exchange.tell_phones({"type": "incoming", "call": invitation(call)})
        exchange.background.start(_far_telephone(exchange, ringing))


def is_busy(exchange: Exchange, device: Device) -> bool:
    """A softphone in a call drops invitations silently (allowIncomingWhileBusy is false); the leg rings on."""
    return any(call.endpoint is device for call in exchange.live_calls())


def invitation(call: Call) -> JSON:
    """What a ringing party is shown."""
    parameters = {"CallSid": call.sid, "From": call.from_, "To": call.to, **call.parameters}
    return {"sid": call.sid, "from": call.from_, "to": call.to, "parameters": parameters}


def _hush(exchange: Exchange, ringing: Ring) -> None:
    """Devices that did not win stop ringing, and so do phone pages."""
    frame: JSON = {"type": "ended", "call": ringing.call.sid, "status": "canceled", "reason": "cancelled"}
    for device in ringing.devices:
        if device is not ringing.call.endpoint:
            device.send(frame)
    if not ringing.call.to.startswith(CLIENT):
        for send in exchange.phones:
            if send != ringing.call.endpoint.send:
                send(frame)


def _reach_own_number(exchange: Exchange, ringing: Ring) -> None:
    """The far leg is an inbound call of that number: its answer answers this one, an end ends both."""
    near = ringing.call
    far = exchange.arrive(near.from_, near.to, None)
    far.endpoint, near.endpoint = Link(exchange, near), Link(exchange, far)
    far.on_end.append(lambda _: _far_ended(exchange, ringing))
    near.on_end.append(lambda _: exchange.calls.end(far, CallStatus.COMPLETED))
    exchange.background.start(_follow(ringing, far))


async def _follow(ringing: Ring, far: Call) -> None:
    await far.answered.wait()
    ringing.answer(None)


def _far_ended(exchange: Exchange, ringing: Ring) -> None:
    if ringing.call.answered_at:
        exchange.calls.end(ringing.call, CallStatus.COMPLETED)
    else:
        ringing.refuse(CallStatus.BUSY)


async def _far_telephone(exchange: Exchange, ringing: Ring) -> None:
    """What a telephone outside does by itself: ring until somebody gives up, answer, be busy, fail."""
    behaviour = exchange.behaviour
    outcome = behaviour.pstn.get(ringing.call.to, behaviour.pstn_outcome)
    await exchange.clock.sleep(behaviour.pstn_after)
    if outcome == "answer":
        ringing.answer(None)
    elif outcome != "ring":
        ringing.refuse(CallStatus(outcome))
