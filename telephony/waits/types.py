"""Words of what came of a wait."""

from dataclasses import dataclass
from enum import StrEnum


class WaitOutcome(StrEnum):
    """How a caller's wait ended."""

    ANSWERED = "ANSWERED"
    ABANDONED = "ABANDONED"
    MESSAGE = "MESSAGE"
    FORWARDED = "FORWARDED"


@dataclass(frozen=True, slots=True)
class Target:
    """What a company was promised: this share of callers answered within so many seconds."""

    share: float = 0.8
    within: float = 20.0


SHORT_ABANDON_TIME = 5.0
"""Seconds: who hangs up sooner has not waited, and is counted apart."""
