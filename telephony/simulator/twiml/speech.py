"""<Say>, <Play>, <Pause>: what the party hears, with durations as long as the sound would really last."""

import asyncio

from telephony.simulator import sound
from telephony.simulator.delivery import WebhookFailed
from telephony.simulator.types import JSON

from . import voices
from .document import DocumentFailed, Element
from .runner import Runner

ENDLESS = 1000
DIGIT_TIMES = {"w": 0.5, "W": 1.0}
KEY_TIME = 0.1
LEAST_PAUSE = 0.2


async def say(runner: Runner, element: Element) -> None:
    """Speak a text; a language nobody speaks is an error in the journal, and the verb is skipped."""
    language, voice = element.get("language"), element.get("voice")
    complaint = voices.complaint(voice=voice, language=language)
    if complaint is not None:
        runner.exchange.journal.notice(
            call=runner.call.sid, level="error", code=complaint[0], summary=complaint[1]
        )
        return
    frame: JSON = {"type": "say", "text": element.text, "language": language or "en-US", "voice": voice}
    seconds = len(element.text) / runner.exchange.behaviour.speech_rate
    for _ in range(_loops(element)):
        await _sound(runner, frame, max(seconds, LEAST_PAUSE))


async def play(runner: Runner, element: Element) -> None:
    """Play a file or keys; a file that cannot be had is an error in the journal, and the verb is skipped."""
    if "digits" in element.attributes:
        await _keys(runner, element.get("digits"))
        return
    try:
        url = runner.resolve(element.text)
        answer = await runner.exchange.webhooks.fetch_media(call=runner.call.sid, url=url)
    except (WebhookFailed, DocumentFailed) as failure:
        runner.exchange.journal.notice(
            call=runner.call.sid, level="error", code=failure.code, summary=f"Play: {failure.reason}"
        )
        return
    if not answer.content_type.startswith("audio/"):
        runner.warn(12300, f"Play: invalid content type '{answer.content_type}'")
        return
    frame: JSON = {"type": "play", "url": url, "loop": 1}
    for _ in range(_loops(element)):
        await _sound(runner, frame, max(sound.duration(answer.body), LEAST_PAUSE))


async def music(runner: Runner) -> None:
    """The carrier's own music, without an end."""
    frame: JSON = {"type": "play", "url": "/simulator/sounds/waiting.wav", "loop": 0}
    while True:
        await _sound(runner, frame, ENDLESS * sound.WAITING_TIME)


async def pause(runner: Runner, element: Element) -> None:
    """Silence; the leg is answered afterwards if this was the first verb."""
    await runner.exchange.clock.sleep(element.number("length", 1))
    runner.answer()


async def _keys(runner: Runner, digits: str) -> None:
    frame: JSON = {"type": "digits", "digits": digits}
    await _sound(runner, frame, sum(DIGIT_TIMES.get(key, KEY_TIME) for key in digits))


async def _sound(runner: Runner, frame: JSON, seconds: float) -> None:
    call = runner.call
    call.heard.append({"kind": frame["type"], **{k: v for k, v in frame.items() if k != "type"}})
    call.playing = {**frame, "call": call.sid}
    call.endpoint.send(call.playing)
    try:
        await runner.exchange.clock.sleep(seconds)
    except asyncio.CancelledError:
        call.endpoint.send({"type": "stop", "call": call.sid})
        raise
    finally:
        call.playing = None


def _loops(element: Element) -> int:
    return element.number("loop", 1, most=ENDLESS) or ENDLESS
