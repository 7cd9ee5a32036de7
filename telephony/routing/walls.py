"""Walls between rivals: who served one company in the last hours is kept from the other."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from telephony.routing.types import Breach, ReadyOperator, WaitingCaller, Wall


def rivals(
    *,
    operator: ReadyOperator,
    tenant_id: int,
    walls: Iterable[Wall],
    now: datetime,
    is_hard: bool | None = None,
) -> frozenset[int]:
    """Return the companies whose wall stands between this operator and this company now; `is_hard` asks for one kind."""
    found: set[int] = set()
    for wall in walls:
        if tenant_id in wall.companies and is_hard in (None, wall.is_hard):
            since = now - timedelta(hours=wall.hours)
            served = operator.served_at
            found |= {
                rival
                for rival in wall.companies
                if rival != tenant_id and rival in served and served[rival] > since
            }
    return frozenset(found)


def breaches(
    *, pairs: Iterable[tuple[WaitingCaller, ReadyOperator]], walls: Iterable[Wall], now: datetime
) -> list[Breach]:
    """Return the pairs that cross a wall: through a hard one for an urgent caller, through a soft one for want of others."""
    walls = tuple(walls)
    found = []
    for caller, operator in pairs if walls else ():
        crossed = rivals(operator=operator, tenant_id=caller.tenant_id, walls=walls, now=now)
        if crossed:
            found.append(
                Breach(caller.call_id, operator.operator_id, caller.tenant_id, crossed, caller.is_urgent)
            )
    return found
