"""Words of duty leases. No Django here."""

from enum import StrEnum


class Subject(StrEnum):
    """What a lease opens."""

    CALL = "CALL"


LEASE_TIME = 30 * 60
"""Seconds after which a lease ends by itself; taking it again gives as many more."""


class LeaseMissing(PermissionError):
    """She has not opened it, or her lease has run out."""
