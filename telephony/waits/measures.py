"""The formulas of the floor and of reports, one each. Pure; shares are 0 to 1, and None where nothing was counted."""

from collections.abc import Sequence


def service_level(*, within: int, offered: int) -> float | None:
    """Return answered within the target / offered.

    Offered are all who waited: answered, abandoned and left to voicemail, but for short abandons (docs/glossary.md).
    """
    return _share(within, offered)


def abandon_rate(*, abandoned: int, offered: int) -> float | None:
    """Return abandoned / offered, short abandons left out of both."""
    return _share(abandoned, offered)


def speed_of_answer(*, waits: Sequence[float]) -> float | None:
    """Return ASA: the mean wait (s) of those who were answered."""
    return sum(waits) / len(waits) if waits else None


def handle_time(*, talk: float, hold: float, wrap_up: float, handled: int) -> float | None:
    """Return AHT (s): talk, hold and wrap-up of all, over the handled calls."""
    return (talk + hold + wrap_up) / handled if handled else None


def occupancy(*, busy: float, ready: float) -> float | None:
    """Return the share of her time on duty in which calls had an operator: busy / (busy + ready), both in seconds."""
    return busy / (busy + ready) if busy + ready else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
