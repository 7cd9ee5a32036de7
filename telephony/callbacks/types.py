"""How callbacks are offered, and how often one is tried."""

from dataclasses import dataclass
from datetime import timedelta

OFFERED_AFTER = 60
"""Seconds of waiting after which a caller is asked whether she would rather be called back."""

LONGEST_OFFERED_AFTER = 3600

MOST_ATTEMPTS = 3
RETRY_TIME = timedelta(minutes=10)
"""How long a line that was busy, or that nobody answered, is left alone."""

RING_TIME = 30
"""Seconds that the customer's telephone rings."""


class TermsInvalid(ValueError):
    """Nobody waits an hour to be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Whether a company lets its callers ask for a callback, and after how many seconds of waiting."""

    is_on: bool = True
    offered_after: int = OFFERED_AFTER
