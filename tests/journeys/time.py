"""The product's clock in a test: it stands still but for a hair at each look, and is pushed by the test."""

import threading
from datetime import UTC, datetime, timedelta

HAIR = timedelta(microseconds=20)


class PushedClock:
    """Every look is a little later than the one before, so that the order of two things is never in doubt."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = datetime.now(UTC).replace(microsecond=0)

    def now(self) -> datetime:
        """What `cc_saas.lib.clock.now` answers meanwhile."""
        with self._lock:
            self._now += HAIR
            return self._now

    def push(self, seconds: float) -> None:
        """Let so many seconds pass."""
        with self._lock:
            self._now += timedelta(seconds=seconds)
