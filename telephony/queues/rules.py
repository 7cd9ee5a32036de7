"""What a queue may be, and how its lists are kept in their columns. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from telephony.dialing.safety import of_number
from telephony.queues.types import (
    LONGEST_TIME,
    LONGEST_WRAP_UP_TIME,
    MOST_RINGS,
    MOST_STEPS,
    OverflowAction,
    OverflowStep,
    QueueDraft,
    QueueInvalid,
    Relaxing,
)

HIGHEST_PRIORITY, MOST_CALLERS = 100, 10_000
LEVELS = range(1, 6)


def check(
    *, draft: QueueDraft, group_ids: Collection[int], queue_ids: Collection[int], countries: frozenset[str],
    own_id: int | None = None,
) -> None:  # fmt: skip
    """Raise QueueInvalid for the first part that cannot be; ids, and countries that may be dialled, are the company's."""
    if not draft.name.strip():
        raise QueueInvalid("name", "missing")
    _check_numbers(draft)
    if any(level not in LEVELS for level in draft.skills.values()):
        raise QueueInvalid("skills", "level")
    if not set(draft.group_ids) <= set(group_ids):
        raise QueueInvalid("group_ids", "unknown")
    _check_rings(draft, group_ids)
    check_steps(steps=draft.overflow, queue_ids=queue_ids, own_id=own_id)
    check_forwards(draft.overflow, countries)


def _check_numbers(draft: QueueDraft) -> None:
    for name, value, lowest, highest in (
        ("priority", draft.priority, 0, HIGHEST_PRIORITY),
        ("target_percent", draft.target_percent, 1, 100),
        ("target_time", draft.target_time, 1, LONGEST_TIME),
        ("short_abandon_time", draft.short_abandon_time, 0, 60),
        ("wrap_up_time", draft.wrap_up_time, 0, LONGEST_WRAP_UP_TIME),
        ("own_first_time", draft.own_first_time, 1, LONGEST_TIME),
        ("max_size", draft.max_size, 1, MOST_CALLERS),
        ("max_wait_time", draft.max_wait_time, 1, LONGEST_TIME),
    ):
        if value is not None and not lowest <= value <= highest:
            raise QueueInvalid(name, "range")


def _check_rings(draft: QueueDraft, group_ids: Collection[int]) -> None:
    if len(draft.rings) > MOST_RINGS:
        raise QueueInvalid("rings", "many")
    _check_times("rings", [ring.after_time for ring in draft.rings])
    for ring in draft.rings:
        if not 0 <= ring.lower_by < len(LEVELS) + 1:
            raise QueueInvalid("rings", "level")
        if not set(ring.group_ids) <= set(group_ids):
            raise QueueInvalid("rings", "unknown")
        if not (ring.lower_by or ring.group_ids or ring.is_open_to_all):
            raise QueueInvalid("rings", "empty")


def check_steps(*, steps: Sequence[OverflowStep], queue_ids: Collection[int], own_id: int | None) -> None:
    """Raise QueueInvalid where overflow steps cannot be; `queue_ids` are the company's."""
    if len(steps) > MOST_STEPS:
        raise QueueInvalid("overflow", "many")
    _check_times("overflow", [step.after_time for step in steps])
    for step in steps:
        if step.action is OverflowAction.QUEUE and (
            step.queue_id not in queue_ids or step.queue_id == own_id
        ):
            raise QueueInvalid("overflow", "unknown")


def check_forwards(steps: Sequence[OverflowStep], countries: frozenset[str]) -> None:
    """Raise QueueInvalid for a step that would ring what must not be rung."""
    for step in steps:
        is_forward = step.action is OverflowAction.FORWARD
        if is_forward and of_number(number=step.number, countries=countries) is not None:
            raise QueueInvalid("overflow", "unsafe")


def _check_times(name: str, times: Sequence[int]) -> None:
    if any(not 1 <= seconds <= LONGEST_TIME for seconds in times):
        raise QueueInvalid(name, "range")
    if len(set(times)) < len(times):
        raise QueueInvalid(name, "twice")


def kept_rings(rings: Iterable[Relaxing]) -> list[dict[str, Any]]:
    """Return rings as they are kept, in the order of their times."""
    return [
        dict(after=ring.after_time, lower_by=ring.lower_by, groups=list(ring.group_ids), all=ring.is_open_to_all)
        for ring in sorted(rings, key=lambda ring: ring.after_time)
    ]  # fmt: skip


def rings_of(kept: Iterable[Mapping[str, Any]]) -> tuple[Relaxing, ...]:
    """Return rings from what is kept."""
    return tuple(
        Relaxing(
            after_time=one["after"],
            lower_by=one.get("lower_by", 0),
            group_ids=tuple(one.get("groups", ())),
            is_open_to_all=one.get("all", False),
        )
        for one in kept
    )


def kept_steps(steps: Iterable[OverflowStep]) -> list[dict[str, Any]]:
    """Return overflow steps as they are kept, in the order of their times."""
    return [
        dict(after=step.after_time, action=step.action.value, queue=step.queue_id, number=step.number)
        for step in sorted(steps, key=lambda step: step.after_time)
    ]


def steps_of(kept: Iterable[Mapping[str, Any]]) -> tuple[OverflowStep, ...]:
    """Return overflow steps from what is kept."""
    return tuple(
        OverflowStep(
            after_time=one["after"],
            action=OverflowAction(one["action"]),
            queue_id=one.get("queue"),
            number=one.get("number", ""),
        )
        for one in kept
    )
