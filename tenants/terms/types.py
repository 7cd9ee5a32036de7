"""Words of service terms. No Django here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from tenants.directory.hours import AROUND_THE_CLOCK, Hours, Opening, opening


class Window(StrEnum):
    """Over which time the promised service level is reckoned; each begins anew at the company's midnight."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"


class NoticeKind(StrEnum):
    """Of what a company's owners are told."""

    WALL_CROSSED = "WALL_CROSSED"


class TermsInvalid(ValueError):
    """What was given cannot be terms. `field` names the part, `code` says what is wrong with it."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code


class TermsUnknown(LookupError):
    """There is no such version, or it has begun and stays."""


class WallUnknown(LookupError):
    """There is no such wall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What is agreed with a company. Times are in seconds; None is no limit."""

    # As tenants.directory.hours reads them; {} is around the clock.
    hours: Mapping[str, Any] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    target_percent: int = 80
    target_time: int = 20
    window: Window = Window.DAY
    ceiling_time: int | None = 90
    # Answers in an hour on equal terms with the others, and as many more behind them.
    reserved: int | None = None
    burst: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """One version of what is agreed, as routing keeps it in memory."""

    tenant_id: int
    number: int
    starts_at: datetime
    promise: Promise
    zone: tzinfo
    # When anything is promised at all; `promise.hours`, read.
    hours: Hours = AROUND_THE_CLOCK

    def is_open(self, *, at: datetime) -> bool:
        """Tell whether callers of this moment are promised anything."""
        return opening(hours=self.hours, at=at, zone=self.zone) is Opening.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivalry:
    """A wall as routing keeps it in memory."""

    companies: frozenset[int]
    hours: float
    is_hard: bool


def in_force(*, versions: "tuple[Terms, ...]", now: datetime) -> Terms | None:
    """Return the version that holds now: of those that have begun, the one agreed last for the latest start."""
    begun = [terms for terms in versions if terms.starts_at <= now]
    return max(begun, key=lambda terms: (terms.starts_at, terms.number), default=None)


def first_day(*, window: Window, now: datetime, zone: tzinfo) -> date:
    """Return the first day, on the company's calendar, of the window in which `now` lies; weeks begin on Monday."""
    today = now.astimezone(zone).date()
    if window is Window.WEEK:
        return today - timedelta(days=today.weekday())
    return today.replace(day=1) if window is Window.MONTH else today
