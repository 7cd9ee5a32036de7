"""A call's events become gapless stretches of time."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from campaigns.records.segments import Segment, Stage, segments
from campaigns.records.types import EventKind

ARRIVAL = datetime(2026, 11, 9, 11, 2, 7, tzinfo=UTC)


@dataclass(frozen=True)
class Event:
    kind: str
    at: datetime


def fold(*steps: tuple[int, EventKind], until: int) -> list[tuple[Stage, int]]:
    """Stages with their lengths, of events given by seconds since arrival."""
    events = [Event(kind=kind, at=ARRIVAL + timedelta(seconds=second)) for second, kind in steps]
    found = segments(events, until=ARRIVAL + timedelta(seconds=until))
    assert_gapless(found)
    return [(segment.stage, round(segment.seconds)) for segment in found]


def assert_gapless(found: list[Segment]) -> None:
    assert all(one.ends_at <= other.starts_at for one, other in pairwise(found))


def test_an_answered_call_waits_rings_talks_holds_and_is_wrapped_up() -> None:
    assert fold(
        (0, EventKind.ARRIVED),
        (18, EventKind.QUEUED),
        (41, EventKind.OFFERED),
        (41, EventKind.RINGING),
        (53, EventKind.MISSED),
        (53, EventKind.RINGING),
        (59, EventKind.ANSWERED),
        (100, EventKind.QUESTION_READ),
        (193, EventKind.HELD),
        (231, EventKind.RESUMED),
        (293, EventKind.HUNG_UP),
        (338, EventKind.DISPOSED),
        (338, EventKind.CLOSED),
        until=900,
    ) == [
        (Stage.GREETING, 18),
        (Stage.QUEUE, 23),
        (Stage.RING, 12),
        (Stage.RING, 6),
        (Stage.TALK, 134),
        (Stage.HOLD, 38),
        (Stage.TALK, 62),
        (Stage.WRAP_UP, 45),
    ]


def test_a_caller_who_hangs_up_waiting_leaves_no_wrap_up() -> None:
    assert fold((0, EventKind.ARRIVED), (5, EventKind.QUEUED), (65, EventKind.HUNG_UP), until=900) == [
        (Stage.GREETING, 5),
        (Stage.QUEUE, 60),
    ]


def test_a_lost_operator_means_waiting_again() -> None:
    assert fold(
        (0, EventKind.QUEUED),
        (10, EventKind.ANSWERED),
        (40, EventKind.OPERATOR_LOST),
        (40, EventKind.REQUEUED),
        (50, EventKind.ANSWERED),
        (70, EventKind.HUNG_UP),
        (80, EventKind.CLOSED),
        until=900,
    ) == [
        (Stage.QUEUE, 10),
        (Stage.TALK, 30),
        (Stage.QUEUE, 10),
        (Stage.TALK, 20),
        (Stage.WRAP_UP, 10),
    ]


def test_a_live_call_reaches_the_present() -> None:
    assert fold((0, EventKind.QUEUED), (10, EventKind.ANSWERED), until=25) == [
        (Stage.QUEUE, 10),
        (Stage.TALK, 15),
    ]


def test_news_of_a_withdrawn_offer_does_not_end_the_talk() -> None:
    assert fold((0, EventKind.QUEUED), (10, EventKind.ANSWERED), (11, EventKind.WITHDRAWN), until=30) == [
        (Stage.QUEUE, 10),
        (Stage.TALK, 20),
    ]


def test_a_voicemail_is_a_stretch_of_its_own() -> None:
    assert fold(
        (0, EventKind.QUEUED), (60, EventKind.VOICEMAIL_OFFERED), (95, EventKind.VOICEMAIL_LEFT), until=200
    ) == [(Stage.QUEUE, 60), (Stage.VOICEMAIL, 35)]


def test_nothing_written_is_nothing_drawn() -> None:
    assert fold(until=10) == []
