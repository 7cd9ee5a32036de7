"""<Gather>: keys or words of the party, while prompts play (docs/voice/twiml/gather)."""

import asyncio
from dataclasses import dataclass
from typing import Any

from telephony.simulator.call import Call

from .document import Document, Element
from .runner import Jump, Runner

SPEECH_CONFIDENCE = "0.92"
UNLIMITED = 1000


@dataclass
class Heard:
    """What was collected."""

    digits: str = ""
    finished_on: str = ""
    speech: str = ""

    @property
    def is_empty(self) -> bool:
        """Pressing only the finishing key counts as no input."""
        return not self.digits and not self.speech


async def gather(runner: Runner, element: Element) -> None:
    """Collect; with input the action takes over, without it the next verb follows. Raises Jump."""
    heard = await _listen(runner, element)
    if heard.is_empty and not element.flag("actionOnEmptyResult"):
        return
    raise Jump(runner.following(element, _params(heard)))


async def _listen(runner: Runner, element: Element) -> Heard:
    call = runner.call
    _drain(call.keys)
    _drain(call.words)
    call.listening = True
    call.endpoint.send({"type": "gather", "call": call.sid, "listening": True, **element.attributes})
    prompts = asyncio.ensure_future(runner.perform(Document(element.children)))
    try:
        return await _collect(runner, element, prompts)
    finally:
        prompts.cancel()
        await asyncio.wait({prompts})
        call.listening = False
        call.endpoint.send({"type": "gather", "call": call.sid, "listening": False})


async def _collect(runner: Runner, element: Element, prompts: "asyncio.Future[None]") -> Heard:
    heard = Heard()
    first = await _first(runner, element, prompts)
    prompts.cancel()
    if first is None:
        return heard
    if first[0] == "speech":
        heard.speech = first[1]
        return heard
    limit = element.number("numDigits", UNLIMITED, least=1)
    finish = element.get("finishOnKey", "#")
    key: str | None = first[1]
    while key is not None and not _takes(heard, key, finish) and len(heard.digits) < limit:
        key = await _next_key(runner, element)
    return heard


def _takes(heard: Heard, key: str, finish: str) -> bool:
    """Add a key; True when it was the finishing one."""
    if finish and key in finish:
        heard.finished_on = key
        return True
    heard.digits += key
    return False


async def _first(runner: Runner, element: Element, prompts: "asyncio.Future[None]") -> tuple[str, str] | None:
    """The first key or sentence; the timeout begins when the prompts are over."""
    waits = _inputs(runner.call, element)
    try:
        barge = element.get("bargeIn", "true") != "false"
        watched: set[asyncio.Future[Any]] = {*waits, prompts} if barge else {prompts}
        await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
        if not any(w.done() for w in waits):
            prompts.result()
            timer = asyncio.ensure_future(runner.exchange.clock.sleep(element.number("timeout", 5)))
            either: set[asyncio.Future[Any]] = {*waits, timer}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            timer.cancel()
        return next((w.result() for w in waits if w.done()), None)
    finally:
        for wait in waits:
            wait.cancel()


def _inputs(call: Call, element: Element) -> list["asyncio.Future[tuple[str, str]]"]:
    kinds = element.get("input", "dtmf").split()
    found: list[asyncio.Future[tuple[str, str]]] = []
    if "dtmf" in kinds:
        found.append(asyncio.ensure_future(_tagged("digit", call.keys)))
    if "speech" in kinds:
        found.append(asyncio.ensure_future(_tagged("speech", call.words)))
    return found


async def _tagged(kind: str, source: "asyncio.Queue[str]") -> tuple[str, str]:
    return kind, await source.get()


async def _next_key(runner: Runner, element: Element) -> str | None:
    try:
        return await runner.exchange.clock.within(element.number("timeout", 5), runner.call.keys.get())
    except TimeoutError:
        return None


def _params(heard: Heard) -> dict[str, str]:
    if heard.speech:
        return {"SpeechResult": heard.speech, "Confidence": SPEECH_CONFIDENCE}
    params = {"Digits": heard.digits, "msg": "Gather End"}
    return {**params, "FinishedOnKey": heard.finished_on}


def _drain(queue: "asyncio.Queue[str]") -> None:
    while not queue.empty():
        queue.get_nowait()
