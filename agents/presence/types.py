"""States of an operator, and the reasons that the product itself gives."""

from enum import StrEnum


class State(StrEnum):
    """What an operator is doing. The first three she asks for; the others a call brings."""

    READY = "READY"
    BREAK = "BREAK"
    OFFLINE = "OFFLINE"
    RESERVED = "RESERVED"
    TALKING = "TALKING"
    HOLD = "HOLD"
    WRAP_UP = "WRAP_UP"


class Reason(StrEnum):
    """Reasons for a break that nobody chose."""

    CONNECTION_LOST = "connection-lost"
    MISSED_OFFERS = "missed-offers"


ASKED = frozenset({State.READY, State.BREAK, State.OFFLINE})
"""The states that an operator asks for herself."""

BUSY = frozenset({State.RESERVED, State.TALKING, State.HOLD, State.WRAP_UP})
"""The states that belong to a call."""

ON_DUTY = frozenset({State.READY, State.BREAK}) | BUSY
"""Whoever is in one of these may answer a caller sooner or later."""

LEASE_TIME = 30
"""Seconds without a sign of life after which a console is believed to be gone."""

LONGEST_LEASE_TIME = 3600
"""The longest lease, in seconds, that a device without a socket may ask for."""

OFFLINE_AFTER_TIME = 270
"""Seconds after the lease's end until she counts as offline (with the lease: 300)."""

MISSES_ALLOWED = 3
"""Missed offers in a row that take an operator off the queue."""
