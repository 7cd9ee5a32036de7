"""What a call was doing, second by second: its events folded into stretches of time. Pure, no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from campaigns.records.types import EventKind


class Stage(StrEnum):
    """What fills a stretch of a call."""

    GREETING = "GREETING"  # announcements before the queue
    MENU = "MENU"
    QUEUE = "QUEUE"
    RING = "RING"
    TALK = "TALK"
    HOLD = "HOLD"
    VOICEMAIL = "VOICEMAIL"
    WRAP_UP = "WRAP_UP"


class Happened(Protocol):
    """The part of an event that matters here."""

    @property
    def kind(self) -> str: ...

    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A stretch `[starts_at, ends_at)` of a call."""

    stage: Stage
    starts_at: datetime
    ends_at: datetime

    @property
    def seconds(self) -> float:
        return (self.ends_at - self.starts_at).total_seconds()


# What an event turns the call into. Events which are not here change nothing (a question read, a transfer tried).
BEGINS = {
    EventKind.ARRIVED: Stage.GREETING,
    EventKind.MENU_BEGAN: Stage.MENU,
    EventKind.MENU_FORWARDED: Stage.TALK,
    EventKind.QUEUED: Stage.QUEUE,
    EventKind.FORWARDED: Stage.TALK,
    EventKind.RINGING: Stage.RING,
    EventKind.MISSED: Stage.QUEUE,
    EventKind.DECLINED: Stage.QUEUE,
    EventKind.WITHDRAWN: Stage.QUEUE,
    EventKind.ANSWERED: Stage.TALK,
    EventKind.HELD: Stage.HOLD,
    EventKind.RESUMED: Stage.TALK,
    EventKind.TRANSFERRED: Stage.TALK,
    EventKind.OPERATOR_LOST: Stage.QUEUE,
    EventKind.REQUEUED: Stage.QUEUE,
    EventKind.VOICEMAIL_OFFERED: Stage.VOICEMAIL,
}
ENDS = {EventKind.VOICEMAIL_LEFT, EventKind.CLOSED}
ALWAYS_NEW = {EventKind.RINGING, EventKind.TRANSFERRED}  # another operator, another party
ON_THE_LINE = {Stage.TALK, Stage.HOLD}


def stage_after(kind: str, before: Stage | None) -> Stage | None:
    """What a call does after an event. A hang-up leads to wrap-up only where somebody was talking."""
    known = EventKind(kind)
    if known is EventKind.HUNG_UP:
        return Stage.WRAP_UP if before in ON_THE_LINE else None
    if known in (EventKind.MISSED, EventKind.DECLINED, EventKind.WITHDRAWN) and before is not Stage.RING:
        return before  # an offer that never rang, or an answer that came before the news of it
    if known is EventKind.WRAPPED_UP and before is not Stage.WRAP_UP:
        return before  # the operator is done while the caller still talks with a specialist
    return None if known in ENDS or known is EventKind.WRAPPED_UP else BEGINS.get(known, before)


def segments(events: Iterable[Happened], *, until: datetime) -> list[Segment]:
    """The stretches of a call in order, gapless while it lasts. An unfinished one reaches `until`."""
    found: list[Segment] = []
    stage: Stage | None = None
    began: datetime | None = None
    for event in events:
        follows = stage_after(event.kind, stage)
        if follows == stage and event.kind not in ALWAYS_NEW:
            continue
        _end(found, stage, began, event.at)
        stage, began = follows, event.at
    _end(found, stage, began, until)
    return found


def _end(found: list[Segment], stage: Stage | None, began: datetime | None, at: datetime) -> None:
    if stage is not None and began is not None and at > began:
        found.append(Segment(stage=stage, starts_at=began, ends_at=at))
