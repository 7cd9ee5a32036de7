"""<Record>: a message of the party, its action, and the recording callback (docs/voice/twiml/record)."""

import asyncio
from collections.abc import Callable

from telephony.simulator.recordings import Recording
from telephony.simulator.types import CallbackPlan, Interruption

from .document import Element
from .runner import Jump, Runner

ANY_KEY = "1234567890*#"
DEFAULT_LENGTH = 3600


async def record(runner: Runner, element: Element) -> None:
    """Record until a key, a silence, the longest time or the hang-up. Raises Jump (verbs after it never run)."""
    exchange, call = runner.exchange, runner.call
    plan = callback_plan(runner, element)
    recording = exchange.recordings.open(call=call)
    exchange.recordings.tell(recording, plan, "in-progress")
    started = exchange.clock.now()
    call.endpoint.send({"type": "record", "call": call.sid, "recording": recording.sid, "active": True})
    try:
        key = await _until_end(runner, element)
    except asyncio.CancelledError:
        seconds = (exchange.clock.now() - started).total_seconds()
        _close(runner, recording, plan, seconds)
        if call.interruption is Interruption.HUNG_UP:
            runner.farewell(element, _params(runner, recording, "hangup"))
        raise
    _close(runner, recording, plan, (exchange.clock.now() - started).total_seconds())
    raise Jump(runner.following(element, _params(runner, recording, key)))


def callback_plan(runner: Runner, element: Element) -> CallbackPlan | None:
    """Where the recording's events are told. Raises DocumentFailed."""
    url = element.get("recordingStatusCallback")
    if not url:
        return None
    events = element.get("recordingStatusCallbackEvent", "completed").split()
    method = element.get("recordingStatusCallbackMethod") or "POST"
    return CallbackPlan(url=runner.resolve(url), method=method.upper(), events=frozenset(events))


async def _until_end(runner: Runner, element: Element) -> str:
    """The key that ended it, or nothing. A browser's silence cannot be measured here, only that of words."""
    call, clock = runner.call, runner.exchange.clock
    keys = element.get("finishOnKey", ANY_KEY)
    call.listening = True
    limit = asyncio.ensure_future(clock.sleep(element.number("maxLength", DEFAULT_LENGTH, least=1)))
    pressed = asyncio.ensure_future(_finishing_key(runner, keys))
    quiet = asyncio.ensure_future(_silence(runner, element.number("timeout", 5)))
    try:
        await asyncio.wait({limit, pressed, quiet}, return_when=asyncio.FIRST_COMPLETED)
        return pressed.result() if pressed.done() else ""
    finally:
        call.listening = False
        for task in (limit, pressed, quiet):
            task.cancel()


async def _finishing_key(runner: Runner, keys: str) -> str:
    while True:
        key = await runner.call.keys.get()
        if key in keys:
            return key


async def _silence(runner: Runner, seconds: float) -> None:
    if seconds <= 0 or runner.call.endpoint.is_browser:
        await asyncio.Event().wait()
    while True:
        try:
            await runner.exchange.clock.within(seconds, runner.call.words.get())
        except TimeoutError:
            return


def _close(runner: Runner, recording: Recording, plan: CallbackPlan | None, seconds: float) -> None:
    runner.call.endpoint.send(
        {"type": "record", "call": runner.call.sid, "recording": recording.sid, "active": False}
    )
    exchange, later = runner.exchange, runner.exchange.behaviour.recording_after
    exchange.recordings.stop(recording, seconds=seconds)

    def ready() -> None:
        exchange.recordings.finish(recording)
        exchange.recordings.tell(recording, plan, recording.status)

    if later:
        exchange.background.start(_after(runner, later, ready))
    else:
        ready()


async def _after(runner: Runner, seconds: float, ready: Callable[[], None]) -> None:
    await runner.exchange.clock.sleep(seconds)
    ready()


def _params(runner: Runner, recording: Recording, digits: str) -> dict[str, str]:
    return {
        "RecordingUrl": runner.exchange.recordings.url(recording),
        "RecordingSid": recording.sid,
        "RecordingDuration": str(recording.duration),
        "Digits": digits,
    }
