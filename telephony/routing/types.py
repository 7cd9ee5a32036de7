"""States of an offer, and what the matching reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class OfferState(StrEnum):
    """What became of offering one caller to one operator."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    MISSED = "MISSED"
    FAILED = "FAILED"
    CANCELED = "CANCELED"


RING_TIME = 12
"""Seconds from ringing after which an unanswered offer is missed (RONA)."""

URGENT_RING_TIME = 8
"""The same for a hotline."""

AUTO_RING_TIME = 1
"""The same where her console answers by itself: one that has not is not there."""

DIAL_TIME = 12
"""Seconds that the carrier may take until the operator's leg rings; it queues legs by its calls per second."""

CLICK_GRACE_TIME = 3
"""Seconds that an accepted click is given until the leg's answer arrives."""

REST_TIME = 3
"""Seconds until a caller is offered again to somebody who let her go; others are asked at once."""


DEFAULT_CEILING_TIME = 90.0
"""Seconds of waiting that nobody within a contract should reach, unless the contract says otherwise."""

MOST_RINGS = 6
"""So often may a queue relax what it asks for."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """What a router's turn would find: somebody who waits while somebody is ready, calls that were promised, and
    something that the carrier is to be told."""

    is_pair: bool = False
    is_promise: bool = False
    is_instruction: bool = False


@dataclass(frozen=True, slots=True)
class Ring:
    """What a queue no longer insists on when a caller has waited this many seconds. Rings add up, in order of time."""

    after_time: float
    # So many levels less of each skill; one that falls to nothing is not asked for any more.
    lower_by: int = 0
    # Operators of these groups too, or, if the queue names groups at all, those of none of them.
    groups: frozenset[int] = frozenset()
    is_open_to_all: bool = False


@dataclass(frozen=True, slots=True)
class WaitingCaller:
    """What the policy knows of a caller."""

    call_id: UUID
    tenant_id: int
    language: str
    entered_at: datetime
    priority: int = 0
    is_first: bool = False
    skills: dict[str, int] = field(default_factory=dict)
    preferred_operator_id: UUID | None = None
    preferred_until: datetime | None = None
    passed_by: frozenset[UUID] = frozenset()
    rest_until: datetime | None = None
    # Hotlines and emergencies: before everybody else, beyond any limit, through any wall.
    is_urgent: bool = False
    # Whose operators may answer; empty means anybody's.
    groups: frozenset[int] = frozenset()
    rings: tuple[Ring, ...] = ()
    # Who served her the last time: chosen if she is ready, never waited for.
    last_operator_id: UUID | None = None
    queue_id: int = 0
    # False outside the hours and languages of the company's terms: no reserve, ceiling or debt holds for her.
    is_promised: bool = True


@dataclass(frozen=True, slots=True)
class ReadyOperator:
    """What the policy knows of an operator who is ready."""

    operator_id: UUID
    idle_since: datetime
    languages: frozenset[str]
    clearances: frozenset[int]
    skills: dict[str, int] = field(default_factory=dict)
    # Teams and campaign groups that she belongs to.
    groups: frozenset[int] = frozenset()
    # Her own order of companies, skills and queues, 0 being what she is really for. What is missing comes after the rest.
    ranks: Mapping[int, int] = field(default_factory=dict)
    skill_ranks: Mapping[str, int] = field(default_factory=dict)
    queue_ranks: Mapping[int, int] = field(default_factory=dict)
    # Seconds that a caller of a queue has waited before this operator is asked.
    delays: Mapping[int, int] = field(default_factory=dict)
    # When she last ended a call of each company: for walls between rivals and for familiarity.
    served_at: Mapping[int, datetime] = field(default_factory=dict)


CAPACITY_TIME = 3600
"""Seconds over which a company's capacity is counted: n operators answer n x CAPACITY_TIME / handle time callers in it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the policy knows of a company: the routing part of its contract, and how it stands against it.

    Without `reserved` there is no limit, and without a Standing there is neither limit nor ceiling nor debt.
    """

    # Answers in CAPACITY_TIME on equal terms. Above them its callers stand behind the others', as long as no more came in
    # that time than `reserved` and `burst` (without `burst`: always). When more came it is a storm: beyond the reserve the
    # company gets only what the others can spare.
    reserved: float | None = None
    burst: float | None = None
    # Answers in the last CAPACITY_TIME, calls under way included, and callers who came in it.
    used: float = 0
    asked: float = 0
    # Seconds of waiting after which nothing but urgency stands before a caller.
    ceiling_time: float | None = DEFAULT_CEILING_TIME
    # The service level of the contract (its share, and the seconds that count as in time), and what came of the
    # window's calls that arrived within its capacity.
    target: float = 0.8
    within_time: float = 20.0
    offered: int = 0
    in_time: int = 0


@dataclass(frozen=True, slots=True)
class Wall:
    """Rivals: who served one of them serves no other for some hours. A soft wall only asks for somebody else first."""

    companies: frozenset[int]
    hours: float = 12.0
    is_hard: bool = True


@dataclass(frozen=True, slots=True)
class Breach:
    """A caller was offered across a wall: both companies' owners are told."""

    call_id: UUID
    operator_id: UUID
    tenant_id: int
    rival_ids: frozenset[int]
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings of the policy. Weights are seconds of waiting: what each is worth against having come earlier."""

    # A company this far behind its contract (one point of service level) stands as though it had come so much earlier.
    debt_time: float = 1.0
    # ... but never more than this, and never held back by more than this for being ahead.
    debt_limit_time: float = 20.0
    # Each place in an operator's own order. 0: the longest waiting caller whom she can serve; a million: her order first.
    rank_time: float = 0.0
    # A company that the operator does not know any more. 0: familiarity does not count.
    switch_time: float = 0.0
    # A caller who can no longer be answered in time stands back by so much, until her ceiling; one to whom nothing was
    # promised always does. 0: nobody does.
    yield_time: float = 0.0
    # The last ready operator who knows some other company. 0: the longest idle is chosen, whatever else she knows.
    need_time: float = 0.0
    # How many ready operators who know a company are held for it against those who are beyond their contracts: with one, the
    # next caller finds nobody as soon as it is taken; with two, a storm costs the others less than their chance does.
    held: int = 2
    walls: tuple[Wall, ...] = ()
