"""Which hours of the week a wall would leave a company with nobody. Pure.

A wall keeps whoever served one rival from the others. In the worst case each operator who is cleared for several of
them is lost to all but one; so an hour is at risk for a company if everybody who usually works then, and is cleared for
it, is cleared for another of them too. It is uncovered already if nobody is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from uuid import UUID

HOURS = range(7 * 24)
"""Hours of the week, Monday 00:00 first."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A company's hours of the week in which nobody is on duty, and those in which a wall may leave nobody."""

    nobody: tuple[int, ...]
    at_risk: tuple[int, ...]


def cover(
    *,
    tenant_id: int,
    companies: frozenset[int],
    clearances: Mapping[UUID, frozenset[int]],
    usual: Mapping[int, Iterable[UUID]],
    open_hours: Iterable[int] = HOURS,
) -> Cover:
    """Return a company's weak hours behind a wall; `usual` says who usually works in which hour of the week."""
    nobody, at_risk = [], []
    for hour in open_hours:
        able = [one for one in usual.get(hour, ()) if tenant_id in clearances.get(one, frozenset())]
        if not able:
            nobody.append(hour)
        elif all(clearances[one] & companies != {tenant_id} for one in able):
            at_risk.append(hour)
    return Cover(tuple(nobody), tuple(at_risk))


def spans(hours: Iterable[int]) -> list[tuple[int, int, int]]:
    """Return hours of the week as (day, from, until): Monday is 0, until 24 is midnight."""
    found: list[tuple[int, int, int]] = []
    for hour in sorted(hours):
        day, clock = divmod(hour, 24)
        if found and found[-1][0] == day and found[-1][2] == clock:
            found[-1] = (day, found[-1][1], clock + 1)
        else:
            found.append((day, clock, clock + 1))
    return found


def usual_hours(
    *, changes: Iterable[tuple[UUID, bool, datetime]], until: datetime, zone: tzinfo
) -> dict[int, set[UUID]]:
    """Return who was on duty in which hour of the week, from changes of duty (operator, on duty or not, when) in order.

    Once is enough to count as usual: it is known from weeks at most, and says where somebody may be found.
    """
    began: dict[UUID, datetime] = {}
    found: dict[int, set[UUID]] = {}
    for operator_id, is_on, at in changes:
        if is_on:
            began.setdefault(operator_id, at)
        elif operator_id in began:
            _fill(found, operator_id, began.pop(operator_id), at, zone)
    for operator_id, since in began.items():
        _fill(found, operator_id, since, until, zone)
    return found


def _fill(
    found: dict[int, set[UUID]], operator_id: UUID, since: datetime, until: datetime, zone: tzinfo
) -> None:
    at = since
    while at < min(until, since + timedelta(days=7)):
        local = at.astimezone(zone)
        found.setdefault(local.weekday() * 24 + local.hour, set()).add(operator_id)
        at += timedelta(hours=1)
