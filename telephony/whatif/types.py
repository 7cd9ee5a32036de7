"""What goes into a simulated floor, and what comes out of it. Times are seconds since the clock's start."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

LANGUAGE = "en"


class Arrival(NamedTuple):
    """A caller: when she comes, for whom, how long she will talk, and how long she is ready to wait."""

    at: float
    tenant_id: int
    service_time: float
    patience: float = math.inf
    is_urgent: bool = False
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Staff:
    """An operator: her companies in the order of what she is for. With `is_ordered` the policy hears of the order."""

    companies: tuple[int, ...]
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """The routing part of a company's contract."""

    reserved: float | None = None
    burst: float | None = None
    ceiling_time: float | None = 90.0
    target: float = 0.8
    within_time: float = 20.0


@dataclass(frozen=True, slots=True)
class Setting:
    """A floor: who works, what was agreed, and how many callers may wait."""

    staff: tuple[Staff, ...]
    terms: Mapping[int, Terms] = field(default_factory=dict)
    waiting_places: float = math.inf


class Outcome(NamedTuple):
    """What came of one caller. `operator` is None if she was turned away or hung up; turned away, she has no wait."""

    arrival: Arrival
    wait: float | None
    operator: int | None
