"""A call through a draft, without a telephone: the same engine, its words and questions as plain JSON. Pure but for now."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from telephony.ivr import document, engine
from telephony.ivr.inputs import CameBack, Checked, Heard, Input, Pressed, Refusal, Silent, Spoke
from telephony.ivr.instructions import (
    Ask,
    AskAddress,
    CallBack,
    Dial,
    End,
    Enqueue,
    GoOn,
    Instruction,
    ReadAnswer,
    Speak,
    Step,
    TakeMessage,
)
from telephony.ivr.state import State, World
from telephony.ivr.types import Stage
from tenants.directory.hours import AROUND_THE_CLOCK, Hours

LONGEST_INPUT = 300


class NothingToTry(ValueError):
    """What was sent is no state of a call, or no input."""


def turn(
    *, draft: object, plain_state: Any, given: Any, language: str, now: datetime, zone: ZoneInfo, hours: Hours,
    answer_of: Callable[[int], str],
) -> dict[str, Any]:  # fmt: skip
    """Begin a call in a draft (no state), or go on with an input; what only has to be heard is passed at once.

    Raises NothingToTry.
    """
    flow, _problems = document.read(draft)
    world = World(now=now, zone=zone, hours=hours or AROUND_THE_CLOCK)
    if plain_state is None:
        step = engine.begin(flow=flow, language=language, world=world)
    else:
        step = engine.step(flow=flow, state=_state(plain_state), given=_input(given), world=world)
    said = [*step.instructions[:-1]]
    while isinstance(step.last, GoOn):
        step = engine.step(flow=flow, state=step.state, given=Heard(), world=world)
        said += step.instructions[:-1]
    return _told(step, said, answer_of)


def _told(step: Step, said: list[Instruction], answer_of: Callable[[int], str]) -> dict[str, Any]:
    words = [*said, *(step.last.words if isinstance(step.last, Ask) else ())]
    return {
        "state": step.state.plain(),
        "node": step.state.node,
        "said": [one for one in (_words(word, answer_of) for word in words) if one["text"]],
        "then": _then(step.last),
        "over": step.state.stage is Stage.LEAVING,
        "path": [{"key": key, "title": title} for key, title in step.state.path],
        "entered": [{"title": title, "digits": digits} for title, digits in step.state.entered],
    }


def _words(words: Instruction, answer_of: Callable[[int], str]) -> dict[str, str]:
    if isinstance(words, Speak):
        return {"text": words.text, "language": words.language}
    if isinstance(words, ReadAnswer):
        return {"text": answer_of(words.question), "language": words.language}
    return {"text": "", "language": ""}


def _then(last: Instruction) -> dict[str, Any]:
    """What the line waits for, or where the call goes."""
    if isinstance(last, Ask):
        return {
            "kind": "ask",
            "most": last.most,
            "finish": last.finish,
            "speech": last.speech,
            "wait": last.wait,
        }
    if isinstance(last, AskAddress):
        return {"kind": "address", "url": last.url, "digits": last.digits}
    if isinstance(last, Enqueue):
        return {"kind": "queue", "queue": last.queue or "general", "urgent": last.urgent,
                "nobody": Refusal.NOBODY in last.named}  # fmt: skip
    if isinstance(last, Dial):
        return {"kind": "dial", "number": last.number}
    if isinstance(last, CallBack):
        return {"kind": "callback", "queue": last.queue or "general"}
    return {
        "kind": "message" if isinstance(last, TakeMessage) else "end" if isinstance(last, End) else "none"
    }


def _state(plain: Any) -> State:
    try:
        return State.of(plain)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NothingToTry("state") from error


def _input(given: Any) -> Input:
    """Read {"press": "1"}, {"say": "repairs"}, {"silence": true}, {"checked": {...}} or {"back": "nobody"}."""
    if not isinstance(given, dict) or len(given) != 1:
        raise NothingToTry("input")
    ((name, value),) = given.items()
    text = str(value)[:LONGEST_INPUT]
    if name in ("press", "say"):
        return Pressed(text) if name == "press" else Spoke(text)
    if name == "silence":
        return Silent()
    if name == "checked" and isinstance(value, dict):
        return Checked(
            valid=value.get("valid", True) is not False, route=str(value.get("route", ""))[:40],
            failed=value.get("failed") is True,
        )  # fmt: skip
    if name == "back" and text in set(Refusal):
        return CameBack(Refusal(text))
    raise NothingToTry("input")
