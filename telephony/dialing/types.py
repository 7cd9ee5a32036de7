"""Whom we dial and why, and why we will not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Purpose(StrEnum):
    """Whom a dial reaches."""

    OPERATOR = "OPERATOR"
    SPECIALIST = "SPECIALIST"
    TRANSFER = "TRANSFER"
    FORWARD = "FORWARD"
    CALLBACK = "CALLBACK"
    LISTENER = "LISTENER"


class DialRefusal(StrEnum):
    """Why a number is not dialled."""

    MALFORMED = "MALFORMED"
    EMERGENCY = "EMERGENCY"
    PREMIUM = "PREMIUM"
    COUNTRY = "COUNTRY"
    CALLER_ID = "CALLER_ID"
    NUMBER_CAP = "NUMBER_CAP"
    COMPANY_CAP = "COMPANY_CAP"


OWN_PEOPLE = frozenset({Purpose.OPERATOR, Purpose.LISTENER})
"""People of the house: their telephones may be anywhere, and be a page of ours."""

HARMLESS = frozenset({DialRefusal.MALFORMED})
"""A slip of the hand. Every other refusal may be fraud, or an error that costs money: somebody on duty must hear."""

NUMBER_CAPS: Mapping[Purpose, int] = {
    Purpose.OPERATOR: 120,
    Purpose.SPECIALIST: 60,
    Purpose.TRANSFER: 20,
    Purpose.FORWARD: 300,
    Purpose.CALLBACK: 4,
    Purpose.LISTENER: 120,
}
"""How often one number is dialled in an hour for one company: least where a caller or an operator keyed it in."""

DAILY_CAP = 2000
"""How many numbers are dialled for one company in 24 hours, unless it was agreed otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a company may dial. `countries` are ISO 3166."""

    countries: frozenset[str]
    own_numbers: frozenset[str]
    daily_cap: int = DAILY_CAP
    caps: Mapping[Purpose, int] = field(default_factory=lambda: NUMBER_CAPS)


class RulesInvalid(ValueError):
    """What was given cannot be a company's rules; its one argument names the part."""


class DialRefused(Exception):
    """The number is not dialled. `reason` says why."""

    def __init__(self, reason: DialRefusal) -> None:
        super().__init__(reason)
        self.reason = reason
