"""The formulas of the floor and of reports, one each. Pure; shares are 0 to 1, and None where nothing was counted.

Who is offered, and the service level with abandons in its denominator, follow ITU-T E.423 (the probability of an
answer within T of those who asked) and the call centre trade's usual "answered within T / offered"; the names are
those of docs/glossary.md. Each promise is that of the caller's queue at her call: a target that changes later
changes no past.
"""

from collections.abc import Callable, Mapping

from campaigns.reports.types import Kind, Measure, Sums


def offered(sums: Sums) -> int:
    """Offered = answered + abandoned + voicemails + missed, of calls to the company; short abandons are left out."""
    return sums.offered


def answered(sums: Sums) -> int:
    """Answered = calls to the company in which an operator spoke with the caller."""
    return sums.answered


def abandoned(sums: Sums) -> int:
    """Abandoned = callers who hung up waiting, after the queue's short-abandon threshold."""
    return sums.abandoned


def short_abandoned(sums: Sums) -> int:
    """Short abandons = callers who hung up before the threshold: nobody could have answered them, counted apart."""
    return sums.short_abandoned


def service_level(sums: Sums) -> float | None:
    """Service level = answered within the target of the caller's queue / offered."""
    return _over(sums.within, sums.offered)


def abandon_rate(sums: Sums) -> float | None:
    """Abandon rate = abandoned / offered, short abandons left out of both."""
    return _over(sums.abandoned, sums.offered)


def speed_of_answer(sums: Sums) -> float | None:
    """ASA (s) = sum of the waits of answered callers, ringing included / answered."""
    return _over(sums.answer_wait, sums.answered)


def longest_wait(sums: Sums) -> int | None:
    """Longest wait (s) = the maximum over the offered; None where nobody was offered."""
    return sums.longest_wait if sums.offered else None


def handled(sums: Sums) -> int:
    """Handled = conversations of operators, in calls to the company and in promised calls back."""
    return sums.handled


def handle_time(sums: Sums) -> float | None:
    """AHT (s) = (talk + hold + wrap-up) / handled."""
    return _over(sums.talk + sums.hold + sums.wrap_up, sums.handled)


def occupancy(sums: Sums) -> float | None:
    """Occupancy = busy / (busy + ready); busy is the time in which an offer, a call or its wrap-up had an operator."""
    return _over(sums.busy, sums.busy + sums.ready)


def transfers(sums: Sums) -> int:
    """Transfers = how often a caller was put through to a specialist or a number by an operator."""
    return sums.transfers


def voicemails(sums: Sums) -> int:
    """Voicemails = calls which nobody answered and in which a message was left."""
    return sums.voicemails


def missed(sums: Sums) -> int:
    """Missed = calls which nobody could answer and in which no message was left."""
    return sums.missed


def callbacks(sums: Sums) -> int:
    """Callbacks = callers who gave up the line for a promised call; not offered, since nobody could answer them then."""
    return sums.callbacks


def self_served(sums: Sums) -> int:
    """Self-served = calls that ended in the menu, or that it put through to a number; not offered."""
    return sums.self_served


def _over(part: float, whole: float) -> float | None:
    return part / whole if whole else None


Formula = Callable[[Sums], float | None]

FORMULAS: Mapping[Measure, tuple[Formula, Kind]] = {
    Measure.OFFERED: (offered, Kind.COUNT),
    Measure.ANSWERED: (answered, Kind.COUNT),
    Measure.ABANDONED: (abandoned, Kind.COUNT),
    Measure.SHORT_ABANDONED: (short_abandoned, Kind.COUNT),
    Measure.SERVICE_LEVEL: (service_level, Kind.SHARE),
    Measure.ABANDON_RATE: (abandon_rate, Kind.SHARE),
    Measure.SPEED_OF_ANSWER: (speed_of_answer, Kind.SECONDS),
    Measure.LONGEST_WAIT: (longest_wait, Kind.SECONDS),
    Measure.HANDLED: (handled, Kind.COUNT),
    Measure.HANDLE_TIME: (handle_time, Kind.SECONDS),
    Measure.OCCUPANCY: (occupancy, Kind.SHARE),
    Measure.TRANSFERS: (transfers, Kind.COUNT),
    Measure.VOICEMAILS: (voicemails, Kind.COUNT),
    Measure.MISSED: (missed, Kind.COUNT),
    Measure.CALLBACKS: (callbacks, Kind.COUNT),
    Measure.SELF_SERVED: (self_served, Kind.COUNT),
}


def reckon(*, measure: Measure, sums: Sums) -> float | None:
    """Return one measure of what was counted; None where there is nothing to divide by."""
    return FORMULAS[measure][0](sums)
