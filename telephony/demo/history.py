"""A week of calls that might have been, the same ones each time for the same company and day. Pure: no clock, no database."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from campaigns.records.types import Event, EventKind, Outcome
from telephony.demo.types import Company, Remark

DAYS = 7
CALLS_ON_WEEKDAYS = 11
CALLS_AT_WEEKENDS = 4
# Of a hundred callers: so many end like this. The rest are answered.
OUTCOMES = ((Outcome.ABANDONED, 9), (Outcome.VOICEMAIL, 5), (Outcome.MISSED, 3), (Outcome.ANSWERED, 83))
# How busy each hour of the company's day is.
HOURS = {9: 5, 10: 9, 11: 10, 12: 8, 13: 6, 14: 7, 15: 8, 16: 8, 17: 7, 18: 5, 19: 3, 20: 2}


@dataclass(frozen=True, kw_only=True)
class Answerer:
    """An operator as a record names her."""

    id: UUID
    name: str


@dataclass(frozen=True, kw_only=True)
class PastCall:
    """One call from its arrival on; all lengths are seconds. `remark` and `answerer` belong to answered calls only."""

    id: UUID
    caller: str
    started_at: datetime
    outcome: Outcome
    wait_time: int
    ring_time: int
    talk_time: int
    hold_time: int
    wrap_up_time: int
    answerer: Answerer | None
    remark: Remark | None

    @property
    def rung_at(self) -> datetime:
        """When the operator's softphone began to ring, or nobody's."""
        return self.started_at + timedelta(seconds=self.wait_time - self.ring_time)

    @property
    def answered_at(self) -> datetime:
        """When waiting was over."""
        return self.started_at + timedelta(seconds=self.wait_time)

    @property
    def ended_at(self) -> datetime:
        """When the line was gone."""
        return self.answered_at + timedelta(seconds=self.talk_time + self.hold_time)

    @property
    def closed_at(self) -> datetime:
        """When the work on it was done."""
        return self.ended_at + timedelta(seconds=self.wrap_up_time)


def past_calls(*, company: Company, answerers: Sequence[Answerer], now: datetime) -> list[PastCall]:
    """Return the calls of the seven days that end `now`, oldest first; none is still going on."""
    zone = ZoneInfo(company.timezone)
    today = now.astimezone(zone).date()
    days = [today - timedelta(days=back) for back in range(DAYS, -1, -1)]
    calls = [call for day in days for call in _calls_of(day, company=company, answerers=answerers, zone=zone)]
    return [call for call in calls if now - timedelta(days=DAYS) <= call.started_at and call.closed_at < now]


def _calls_of(
    day: date, *, company: Company, answerers: Sequence[Answerer], zone: ZoneInfo
) -> Iterator[PastCall]:
    chance = random.Random(f"{company.slug} {day}")
    count = CALLS_AT_WEEKENDS if day.weekday() >= 5 else CALLS_ON_WEEKDAYS
    hours = sorted(chance.choices(list(HOURS), weights=list(HOURS.values()), k=count))
    remarks = chance.sample(company.remarks, k=min(count, len(company.remarks)))
    for place, hour in enumerate(hours):
        begun = datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60)), tzinfo=zone)
        # Every second call is a quiet one: a question, an answer, nothing to write down.
        asked = chance.choice(company.entries).key
        quiet = Remark(disposition="ANSWERED", note="", read=(asked,))
        remark = remarks.pop() if place % 2 and remarks else quiet
        yield _call(
            chance,
            company=company,
            id_of=f"{company.slug}/{day}/{place}",
            begun=begun,
            answerers=answerers,
            remark=remark,
        )


def _call(
    chance: random.Random,
    *,
    company: Company,
    id_of: str,
    begun: datetime,
    answerers: Sequence[Answerer],
    remark: Remark,
) -> PastCall:
    outcome = chance.choices([o for o, _ in OUTCOMES], weights=[weight for _, weight in OUTCOMES])[0]
    answered = outcome is Outcome.ANSWERED
    short = answered and remark.disposition in ("WRONG_NUMBER", "SILENCE")
    waited = {Outcome.ABANDONED: (6, 70), Outcome.ANSWERED: (5, 45)}.get(outcome, (60, 180))
    wait_time = min(chance.randint(*waited), chance.randint(*waited))
    return PastCall(
        id=uuid5(NAMESPACE_URL, f"demo/{id_of}"),
        caller=_caller(chance, company),
        started_at=begun,
        outcome=outcome,
        wait_time=wait_time,
        ring_time=min(wait_time, chance.randint(3, 9)) if answered else 0,
        talk_time=(chance.randint(9, 24) if short else chance.randint(50, 320)) if answered else 0,
        hold_time=chance.randint(15, 60) if answered and remark.to else 0,
        wrap_up_time=chance.randint(6, 40) if answered else 0,
        answerer=chance.choice(list(answerers)) if answered else None,
        remark=remark if answered else None,
    )


def _caller(chance: random.Random, company: Company) -> str:
    """Return a number: of a hundred callers thirty have rung before, four withhold it."""
    if chance.random() < 0.04:
        return ""
    known = chance.choice(list(company.callers))
    return known if chance.random() < 0.3 else f"{known[:-3]}{chance.randrange(200, 1000)}"


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


Step = tuple[EventKind, datetime, str, dict[str, object]]


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
        at = call.answered_at + timedelta(seconds=call.talk_time * place // (len(remark.read) + 2))
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
    over = call.ended_at - timedelta(seconds=call.talk_time // 4)
    yield EventKind.HELD, over - timedelta(seconds=call.hold_time), name, {}
    yield EventKind.TRANSFER_STARTED, over - timedelta(seconds=call.hold_time - 2), name, {"name": to}
    yield EventKind.RESUMED, over, name, {}
    yield EventKind.TRANSFERRED, over, name, {"name": to}


def _unanswered(call: PastCall) -> Iterator[Step]:
    if call.outcome is not Outcome.ABANDONED:
        yield EventKind.VOICEMAIL_OFFERED, call.ended_at - timedelta(seconds=5), "", {}
    yield EventKind.HUNG_UP, call.ended_at, "", {"by": "CALLER"}


def _closing(call: PastCall, *, labels: dict[str, str]) -> Iterator[Step]:
    if call.answerer and call.remark:
        yield EventKind.WRAPPED_UP, call.closed_at, call.answerer.name, {"wrap_up_time": call.wrap_up_time}
        label = labels.get(call.remark.disposition, "")
        yield EventKind.DISPOSED, call.closed_at, call.answerer.name, {"disposition": label}
    yield EventKind.CLOSED, call.closed_at, "", {}
