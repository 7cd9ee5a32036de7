"""States of an offer, and what the matching reads."""

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

DIAL_TIME = 12
"""Seconds that the carrier may take until the operator's leg rings; it queues legs by its calls per second."""

CLICK_GRACE_TIME = 3
"""Seconds that an accepted click is given until the leg's answer arrives."""

REST_TIME = 3
"""Seconds until a caller is offered again to somebody who let her go; others are asked at once."""


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


@dataclass(frozen=True, slots=True)
class ReadyOperator:
    """What the policy knows of an operator who is ready."""

    operator_id: UUID
    idle_since: datetime
    languages: frozenset[str]
    clearances: frozenset[int]
    skills: dict[str, int] = field(default_factory=dict)
