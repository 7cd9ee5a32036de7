"""The product's clock in this driver: the world pushes it, and each look is a little later than the one before."""

from datetime import UTC, datetime, timedelta

HAIR = timedelta(microseconds=20)
BEGINNING = datetime(2026, 11, 2, 9, tzinfo=UTC)


class StandingClock:
    """Never goes back."""

    def __init__(self) -> None:
        self._now = BEGINNING

    def now(self) -> datetime:
        """What `cc_saas.lib.clock.now` answers."""
        self._now += HAIR
        return self._now

    def push_to(self, now: datetime) -> None:
        """Let it be at least then."""
        self._now = max(self._now, now)

    def push(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self._now += timedelta(seconds=seconds)
