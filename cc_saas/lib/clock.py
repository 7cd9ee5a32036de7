"""The system's clock, read by doors and processes only: the domain is told what time it is."""

from datetime import UTC, datetime


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)
