"""The strip is true to scale, and says what it shows."""

from datetime import UTC, datetime, timedelta

from campaigns.records.pages.strip import draw_strip
from campaigns.records.segments import Segment, Stage

START = datetime(2026, 11, 9, 11, tzinfo=UTC)


def stretch(stage: Stage, first: int, last: int) -> Segment:
    return Segment(
        stage=stage, starts_at=START + timedelta(seconds=first), ends_at=START + timedelta(seconds=last)
    )


def test_widths_are_shares_of_the_call() -> None:
    strip = draw_strip([stretch(Stage.QUEUE, 0, 25), stretch(Stage.TALK, 25, 100)], zone=UTC)
    assert strip is not None
    assert [(bar.tone, bar.x, bar.width) for bar in strip.bars] == [
        ("queue", "0.00%", "25.00%"),
        ("talk", "25.00%", "75.00%"),
    ]
    assert strip.summary == "Queue 0:25, Talk 1:15"


def test_a_narrow_stretch_carries_no_word_and_no_instant() -> None:
    strip = draw_strip([stretch(Stage.RING, 0, 3), stretch(Stage.TALK, 3, 100)], zone=UTC)
    assert strip is not None
    assert strip.bars[0].label == ""
    assert [tick.text for tick in strip.ticks] == ["11:00:00", "11:01:40"]


def test_nothing_is_no_strip() -> None:
    assert draw_strip([], zone=UTC) is None
