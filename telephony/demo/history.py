"""A week of calls that might have been, the same ones each time for the same company and day. Pure: no clock, no database."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from campaigns.records.types import Outcome
from telephony.demo.types import Company, Remark

DAYS = 7
CALLS_ON_WEEKDAYS = 8
CALLS_AT_WEEKENDS = 3
LONGEST_TIME = timedelta(minutes=10)  # no call is longer, so that one begun earlier is over
# Every so many quiet calls one ends like this; where two would, the first of them counts.
UNLUCKY = {17: Outcome.VOICEMAIL, 23: Outcome.MISSED, 11: Outcome.ABANDONED}
# How busy each hour of the company's day is.
HOURS = {9: 5, 10: 9, 11: 10, 12: 8, 13: 6, 14: 7, 15: 8, 16: 8, 17: 7, 18: 5, 19: 3, 20: 2}


@dataclass(frozen=True, kw_only=True)
class Answerer:
    """An operator as a record names her."""

    id: UUID
    name: str


@dataclass(frozen=True, kw_only=True)
class Lengths:
    """How long the parts of a call took, in seconds. Waiting includes ringing, talking excludes hold."""

    wait_time: int
    ring_time: int = 0
    talk_time: int = 0
    hold_time: int = 0
    wrap_up_time: int = 0


@dataclass(frozen=True, kw_only=True)
class PastCall:
    """One call from its arrival on. `remark` and `answerer` belong to answered calls only."""

    id: UUID
    caller: str
    started_at: datetime
    outcome: Outcome
    lengths: Lengths
    answerer: Answerer | None = None
    remark: Remark | None = None

    @property
    def rung_at(self) -> datetime:
        """When the operator's softphone began to ring, or nobody's."""
        return self.started_at + timedelta(seconds=self.lengths.wait_time - self.lengths.ring_time)

    @property
    def answered_at(self) -> datetime:
        """When waiting was over."""
        return self.started_at + timedelta(seconds=self.lengths.wait_time)

    @property
    def ended_at(self) -> datetime:
        """When the line was gone."""
        return self.answered_at + timedelta(seconds=self.lengths.talk_time + self.lengths.hold_time)

    @property
    def closed_at(self) -> datetime:
        """When the work on it was done."""
        return self.ended_at + timedelta(seconds=self.lengths.wrap_up_time)


@dataclass(frozen=True)
class Slot:
    """When a call of one day begins. Its chance is its own: what befalls it does not hang on other days."""

    id: UUID
    begun: datetime
    chance: random.Random


def past_calls(*, company: Company, answerers: Sequence[Answerer], now: datetime) -> list[PastCall]:
    """Return the calls of the seven days that end `now`, oldest first; none is still going on."""
    zone = ZoneInfo(company.timezone)
    today = now.astimezone(zone).date()
    days = [today - timedelta(days=back) for back in range(DAYS, -1, -1)]
    slots = [slot for day in days for slot in _slots(day, company=company, zone=zone)]
    within = [slot for slot in slots if now - timedelta(days=DAYS) <= slot.begun < now - LONGEST_TIME]
    remarks = _remarks(within, company=company)
    return [
        _call(
            slot, company=company, answerers=answerers, remark=remarks.get(slot.id), outcome=_outcome(place)
        )
        for place, slot in enumerate(within)
    ]


def _outcome(place: int) -> Outcome:
    return next((end for every, end in UNLUCKY.items() if place % every == every // 2), Outcome.ANSWERED)


def _slots(day: date, *, company: Company, zone: ZoneInfo) -> list[Slot]:
    chance = random.Random(f"{company.slug} {day}")
    count = CALLS_AT_WEEKENDS if day.weekday() >= 5 else CALLS_ON_WEEKDAYS
    hours = chance.choices(list(HOURS), weights=list(HOURS.values()), k=count)
    begun = sorted(time(hour, chance.randrange(60), chance.randrange(60)) for hour in hours)
    return [
        Slot(
            id=uuid5(NAMESPACE_URL, f"demo/{company.slug}/{day}/{place}"),
            begun=datetime.combine(day, at, tzinfo=zone),
            chance=random.Random(f"{company.slug} {day} {place}"),
        )
        for place, at in enumerate(begun)
    ]


def _remarks(slots: Sequence[Slot], *, company: Company) -> dict[UUID, Remark]:
    """Spread the company's remarks over the week, each once; the newest call has one."""
    step = max(1, len(slots) // len(company.remarks))
    return {slot.id: remark for slot, remark in zip(slots[::-step], company.remarks, strict=False)}


def _call(
    slot: Slot, *, company: Company, answerers: Sequence[Answerer], remark: Remark | None, outcome: Outcome
) -> PastCall:
    """A call without a remark is a quiet one, a question and its answer, or has the outcome of its place."""
    chance, asked = slot.chance, slot.chance.choice(company.entries).key
    common: dict[str, Any] = {"id": slot.id, "caller": _caller(chance, company), "started_at": slot.begun}
    if remark is None and outcome is not Outcome.ANSWERED:
        return PastCall(**common, outcome=outcome, lengths=_unanswered_lengths(chance, outcome))
    said = remark or Remark(disposition="ANSWERED", note="", read=(asked,))
    return PastCall(
        **common,
        outcome=Outcome.ANSWERED,
        lengths=_answered_lengths(chance, said),
        answerer=chance.choice(list(answerers)),
        remark=said,
    )


def _answered_lengths(chance: random.Random, remark: Remark) -> Lengths:
    wait_time = min(chance.randint(5, 45), chance.randint(5, 45))
    short = remark.disposition in ("WRONG_NUMBER", "SILENCE")
    return Lengths(
        wait_time=wait_time,
        ring_time=min(wait_time, chance.randint(3, 9)),
        talk_time=chance.randint(9, 24) if short else chance.randint(50, 320),
        hold_time=chance.randint(15, 60) if remark.to else 0,
        wrap_up_time=chance.randint(6, 40),
    )


def _unanswered_lengths(chance: random.Random, outcome: Outcome) -> Lengths:
    patience = (6, 70) if outcome is Outcome.ABANDONED else (60, 180)
    return Lengths(wait_time=chance.randint(*patience))


def _caller(chance: random.Random, company: Company) -> str:
    """Return a number: of a hundred callers thirty have rung before, four withhold it."""
    if chance.random() < 0.04:
        return ""
    known = chance.choice(list(company.callers))
    return known if chance.random() < 0.3 else f"{known[:-3]}{chance.randrange(200, 1000)}"
