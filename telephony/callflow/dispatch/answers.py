"""What the carrier's answers mean to whoever told it something."""

import logging
from collections.abc import Callable

from telephony.provider.port import Carrier, LegGone, LegStatus

logger = logging.getLogger(__name__)

LOOKUPS = 4
"""How often a leg is looked for whose dialling may have had its effect, before the offer is given up."""


class NotYet(Exception):
    """The carrier is not ready for it: try again soon."""


def quietly(tell: Callable[[], None]) -> None:
    """Tell it to a leg that may be gone by now, which is what was wanted, or makes no difference."""
    try:
        tell()
    except LegGone:
        logger.info("the leg was gone already")


def status_of(carrier: Carrier, sid: str) -> LegStatus:
    """Return what the carrier says of a leg; one that it has never heard of is over."""
    try:
        return carrier.status(sid=sid)
    except LegGone:
        return LegStatus.COMPLETED
