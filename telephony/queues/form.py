"""A queue's form: read from what a page sent, and shown again with what was wrong."""

from typing import Any

from django.http import QueryDict

from cc_saas.lib import phone
from telephony.queues.types import (
    MOST_RINGS,
    MOST_STEPS,
    Heard,
    OverflowAction,
    OverflowStep,
    QueueDraft,
    QueueInvalid,
    Relaxing,
    WrapUpMode,
)
from tenants.directory.types import LANGUAGE

Sent = QueryDict
TARGETS = {
    "message": OverflowAction.VOICEMAIL,
    "callback": OverflowAction.CALLBACK,
    "number": OverflowAction.FORWARD,
}


def read(sent: Sent) -> QueueDraft:
    """Return what was sent. Raises QueueInvalid for what is no number, no language, or no choice of ours."""
    return QueueDraft(
        name=sent.get("name", "").strip()[:80],
        language=_language("language", sent.get("language", "")),
        languages=tuple(_language("languages", one) for one in sent.get("languages", "").replace(",", " ").split()),
        priority=_number(sent, "priority") or 0,
        is_urgent="is_urgent" in sent,
        skills=_skills(sent),
        group_ids=_ids(sent, "group_ids"),
        target_percent=_number(sent, "target_percent") or 0,
        target_time=_number(sent, "target_time") or 0,
        short_abandon_time=_number(sent, "short_abandon_time") or 0,
        max_size=_number(sent, "max_size"),
        max_wait_time=_number(sent, "max_wait_time"),
        heard=_choice(sent, "heard", Heard),
        tells_wait="tells_wait" in sent,
        wrap_up_mode=_choice(sent, "wrap_up_mode", WrapUpMode),
        wrap_up_time=_number(sent, "wrap_up_time") or 0,
        auto_answer="auto_answer" in sent,
        own_first_time=_number(sent, "own_first_time"),
        rings=_rings(sent),
        overflow=_steps(sent),
    )  # fmt: skip


def rows_of_rings(draft: QueueDraft) -> list[dict[str, Any]]:
    """Return the rows of the list of rings: those that are there, and two to write in."""
    kept = [
        dict(after=one.after_time, lower_by=one.lower_by, groups=one.group_ids, all=one.is_open_to_all)
        for one in draft.rings
    ]
    return _with_room(kept, MOST_RINGS)


def rows_of_steps(draft: QueueDraft) -> list[dict[str, Any]]:
    """Return the rows of the overflow, with two to write in."""
    kept = [
        dict(after=step.after_time, action=step.action.value, queue=step.queue_id, phone=step.number)
        for step in draft.overflow
    ]
    return _with_room(kept, MOST_STEPS)


def _with_room(rows: list[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    empty: list[dict[str, Any]] = [{} for _ in range(min(2, most - len(rows)))]
    return [{"at": at, "number": at + 1, **row} for at, row in enumerate([*rows, *empty])]


def _rings(sent: Sent) -> tuple[Relaxing, ...]:
    found = []
    for at in range(MOST_RINGS):
        after = _number(sent, f"ring-{at}-after", "rings")
        if after is not None:
            found.append(
                Relaxing(
                    after_time=after,
                    lower_by=_number(sent, f"ring-{at}-lower", "rings") or 0,
                    group_ids=_ids(sent, f"ring-{at}-groups", but="all"),
                    is_open_to_all="all" in sent.getlist(f"ring-{at}-groups"),
                )
            )
    return tuple(found)


def _steps(sent: Sent) -> tuple[OverflowStep, ...]:
    found = []
    for at in range(MOST_STEPS):
        after = _number(sent, f"step-{at}-after", "overflow")
        if after is not None:
            found.append(step(after, sent.get(f"step-{at}-to", ""), sent.get(f"step-{at}-number", "")))
    return tuple(found)


def step(after: int, target: str, dialled: str) -> OverflowStep:
    """Return a step of an overflow. Its target is a queue's id, or a word; a number that is none is kept as it was written, and refused later."""
    if target.isdecimal():
        return OverflowStep(after_time=after, action=OverflowAction.QUEUE, queue_id=int(target[:18]))
    if target not in TARGETS:
        raise QueueInvalid("overflow", "missing")
    number = (phone.normalise(dialled) or dialled.strip()[:20]) if target == "number" else ""
    return OverflowStep(after_time=after, action=TARGETS[target], number=number)


def _skills(sent: Sent) -> dict[str, int]:
    """Levels under names like skill-boilers; an empty one is not asked for."""
    wanted = {name: _number(sent, name, "skills") for name in sent if name.startswith("skill-")}
    return {name.removeprefix("skill-"): level for name, level in wanted.items() if level}


def _number(sent: Sent, name: str, part: str = "") -> int | None:
    text = str(sent.get(name, "")).strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 9:
        raise QueueInvalid(part or name, "number")
    return int(text)


def _ids(sent: Sent, name: str, *, but: str = "") -> tuple[int, ...]:
    return tuple(int(one[:18]) for one in sent.getlist(name) if one != but and one.isdecimal())


def _language(name: str, tag: str) -> str:
    if not LANGUAGE.fullmatch(tag.strip()):
        raise QueueInvalid(name, "missing")
    return tag.strip()


def _choice(sent: Sent, name: str, kind: Any) -> Any:
    try:
        return kind(sent.get(name, ""))
    except ValueError:
        raise QueueInvalid(name, "missing") from None
