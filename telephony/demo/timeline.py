"""What happened in each call of the demo's week, step by step. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from campaigns.records.types import Event, EventKind, Outcome
from telephony.demo.history import PastCall
from telephony.demo.types import Company, Remark

Step = tuple[EventKind, datetime, str, dict[str, object]]


def events(
    *, call: PastCall, company: Company, queue: str, titles: dict[str, str], labels: dict[str, str]
) -> list[Event]:
    """Return the history of a call. `titles`: a question's key -> title; `labels`: a disposition's code -> label."""
    return [
        Event(call_id=call.id, kind=kind, at=at, actor=actor, details=details)
        for kind, at, actor, details in [
            *_arrival(call, company=company, queue=queue),
            *_middle(call, titles=titles),
            *_closing(call, labels=labels),
        ]
    ]


def _arrival(call: PastCall, *, company: Company, queue: str) -> Iterator[Step]:
    yield EventKind.ARRIVED, call.started_at, "", {"line": company.name, "language": company.language}
    announcement = company.announcements.get(company.language)
    if announcement:
        yield EventKind.ANNOUNCED, call.started_at, "", {"text": announcement}
    yield EventKind.QUEUED, call.started_at + timedelta(seconds=1), "", {"queue": queue, "position": 1}


def _middle(call: PastCall, *, titles: dict[str, str]) -> Iterator[Step]:
    if call.answerer and call.remark:
        return _conversation(call, name=call.answerer.name, remark=call.remark, titles=titles)
    return _unanswered(call)


def _conversation(call: PastCall, *, name: str, remark: Remark, titles: dict[str, str]) -> Iterator[Step]:
    yield EventKind.OFFERED, call.rung_at, "", {"operator": name}
    yield EventKind.RINGING, call.rung_at + timedelta(seconds=1), "", {"operator": name}
    yield EventKind.ANSWERED, call.answered_at, name, {}
    for place, key in enumerate(remark.read, start=1):
        at = call.answered_at + timedelta(seconds=call.lengths.talk_time * place // (len(remark.read) + 2))
        yield EventKind.QUESTION_READ, at, name, {"question": titles[key]}
    if remark.to:
        yield from _transfer(call, name=name, to=remark.to)
    yield (
        EventKind.HUNG_UP,
        call.ended_at,
        "",
        {"by": "OPERATOR" if remark.disposition == "SILENCE" else "CALLER"},
    )


def _transfer(call: PastCall, *, name: str, to: str) -> Iterator[Step]:
    over = call.ended_at - timedelta(seconds=call.lengths.talk_time // 4)
    yield EventKind.HELD, over - timedelta(seconds=call.lengths.hold_time), name, {}
    yield EventKind.TRANSFER_STARTED, over - timedelta(seconds=call.lengths.hold_time - 2), name, {"name": to}
    yield EventKind.TRANSFERRED, over, name, {"name": to}


def _unanswered(call: PastCall) -> Iterator[Step]:
    if call.outcome is not Outcome.ABANDONED:
        yield EventKind.VOICEMAIL_OFFERED, call.ended_at - timedelta(seconds=5), "", {}
    yield EventKind.HUNG_UP, call.ended_at, "", {"by": "CALLER"}


def _closing(call: PastCall, *, labels: dict[str, str]) -> Iterator[Step]:
    if call.answerer and call.remark:
        yield (
            EventKind.WRAPPED_UP,
            call.closed_at,
            call.answerer.name,
            {"wrap_up_time": call.lengths.wrap_up_time},
        )
        label = labels.get(call.remark.disposition, "")
        yield EventKind.DISPOSED, call.closed_at, call.answerer.name, {"disposition": label}
    yield EventKind.CLOSED, call.closed_at, "", {}
