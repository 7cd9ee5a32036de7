"""Words of reports. No Django here."""

from dataclasses import dataclass
from enum import StrEnum

INTERVAL_TIME = 900
"""Seconds of an interval. Every time zone in use is a multiple of it away from UTC, so days consist of whole ones."""

TARGET_TIME = 20
SHORT_ABANDON_TIME = 5
"""Seconds; what holds for a call of which no queue said otherwise."""


class Measure(StrEnum):
    """What is reckoned from facts; the formulas are in measures.py."""

    OFFERED = "offered"
    ANSWERED = "answered"
    ABANDONED = "abandoned"
    SHORT_ABANDONED = "short_abandoned"
    SERVICE_LEVEL = "service_level"
    ABANDON_RATE = "abandon_rate"
    SPEED_OF_ANSWER = "speed_of_answer"
    LONGEST_WAIT = "longest_wait"
    HANDLED = "handled"
    HANDLE_TIME = "handle_time"
    OCCUPANCY = "occupancy"
    TRANSFERS = "transfers"
    VOICEMAILS = "voicemails"
    MISSED = "missed"
    CALLBACKS = "callbacks"
    SELF_SERVED = "self_served"


class Kind(StrEnum):
    """How a measure is written."""

    COUNT = "count"
    SHARE = "share"
    SECONDS = "seconds"


class Dimension(StrEnum):
    """By what a report is divided."""

    QUEUE = "queue"
    NUMBER = "number"
    OPERATOR = "operator"
    COMPANY = "company"
    INTERVAL = "interval"


class Format(StrEnum):
    """How a report leaves the house."""

    CSV = "csv"
    XLSX = "xlsx"


class Rhythm(StrEnum):
    """How often a report is sent."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class DeliveryState(StrEnum):
    """How far a report is on its way to a person."""

    CLAIMED = "CLAIMED"
    SENT = "SENT"
    FAILED = "FAILED"
    DROPPED = "DROPPED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What was counted in some stretch of time. Lengths are seconds; a sum is over all calls that have it."""

    offered: int = 0
    answered: int = 0
    within: int = 0
    abandoned: int = 0
    short_abandoned: int = 0
    voicemails: int = 0
    missed: int = 0
    callbacks: int = 0
    self_served: int = 0
    answer_wait: int = 0
    longest_wait: int = 0
    handled: int = 0
    talk: int = 0
    hold: int = 0
    wrap_up: int = 0
    transfers: int = 0
    busy: float = 0
    ready: float = 0
