"""Words of the queue."""

from enum import StrEnum


class EntryState(StrEnum):
    """Whether a waiting caller may be offered to somebody."""

    WAITING = "WAITING"
    OFFERED = "OFFERED"


DEFAULT_QUEUE = "general"
"""The queue that every new company has: around the clock, no skill, the company's language."""

PREFERENCE_TIME = 20
"""Seconds for which a caller whose operator was lost is kept for that operator."""
