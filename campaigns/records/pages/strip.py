"""The call's strip: its stretches drawn true to scale, with the instants that fit below them. Positions are percent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from campaigns.records.pages.words import STAGES, clock_length
from campaigns.records.segments import Segment, Stage

LETTER = 1.05  # percent of the strip that a letter takes, where the strip is narrowest
TICK_ROOM = 10.0  # percent that one instant takes below the strip
# Which instants are told first where there is no room for all: the answer, the end of talking.
TOLD_FIRST = (Stage.TALK, Stage.WRAP_UP, Stage.VOICEMAIL, Stage.HOLD, Stage.RING, Stage.QUEUE)


@dataclass(frozen=True, kw_only=True)
class Bar:
    tone: str
    x: str
    width: str
    middle: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Tick:
    x: str
    anchor: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Strip:
    """`summary` says in words what the picture shows."""

    bars: Sequence[Bar]
    ticks: Sequence[Tick]
    summary: str


def draw_strip(stretches: Sequence[Segment], *, zone: tzinfo) -> Strip | None:
    """The strip of a call, or None where there is nothing to draw yet. Instants are shown in `zone`."""
    if not stretches:
        return None
    start, end = stretches[0].starts_at, stretches[-1].ends_at
    total = (end - start).total_seconds()
    return Strip(
        bars=[_bar(stretch, start, total) for stretch in stretches],
        ticks=_ticks(stretches, start, end, zone),
        summary=", ".join(f"{STAGES[one.stage].word} {clock_length(one.seconds)}" for one in stretches),
    )


def lengths(stretches: Sequence[Segment]) -> dict[Stage, float]:
    """Seconds spent in each stage."""
    found: dict[Stage, float] = {}
    for stretch in stretches:
        found[stretch.stage] = found.get(stretch.stage, 0) + stretch.seconds
    return found


def _bar(stretch: Segment, start: datetime, total: float) -> Bar:
    x = 100 * (stretch.starts_at - start).total_seconds() / total
    width = 100 * stretch.seconds / total
    return Bar(
        tone=STAGES[stretch.stage].tone,
        x=_percent(x),
        width=_percent(width),
        middle=_percent(x + width / 2),
        label=_label(stretch, width),
    )


def _label(stretch: Segment, width: float) -> str:
    """The word with its length, the word alone, or nothing: as much as fits."""
    word = str(STAGES[stretch.stage].word)
    texts = (f"{word} {clock_length(stretch.seconds)}", word, "")
    return next(text for text in texts if not text or (len(text) + 1) * LETTER <= width)


def _ticks(stretches: Sequence[Segment], start: datetime, end: datetime, zone: tzinfo) -> list[Tick]:
    """The first and last instant always, those between by importance, where there is room for them."""
    total = (end - start).total_seconds()
    told: dict[float, datetime] = {}
    for stretch in sorted(stretches[1:], key=lambda one: (TOLD_FIRST.index(one.stage), one.starts_at)):
        x = 100 * (stretch.starts_at - start).total_seconds() / total
        if TICK_ROOM <= x <= 100 - 2 * TICK_ROOM and all(abs(x - other) >= TICK_ROOM for other in told):
            told[x] = stretch.starts_at
    between = [Tick(x=_percent(x), anchor="start", text=_clock(at, zone)) for x, at in sorted(told.items())]
    first = Tick(x="0%", anchor="start", text=_clock(start, zone))
    return [first, *between, Tick(x="100%", anchor="end", text=_clock(end, zone))]


def _clock(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%H:%M:%S}"


def _percent(value: float) -> str:
    return f"{value:.2f}%"
