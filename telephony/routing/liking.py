"""What an operator is for, and what she still knows: her own order of companies and skills, and familiarity."""

import math
from collections.abc import Iterable
from datetime import datetime

from telephony.routing.types import ReadyOperator, WaitingCaller

HALF_KNOWN_DAYS = 14.0
"""Days without a call after which half of what an operator knew of a company is gone."""


def rank(*, caller: WaitingCaller, operator: ReadyOperator) -> int:
    """Return the place of this caller in the operator's own order, 0 first; what is not in it comes after the rest."""
    place = 0
    if operator.ranks:
        place = operator.ranks.get(caller.tenant_id, len(operator.ranks))
    if operator.queue_ranks:
        last = max(operator.queue_ranks.values()) + 1
        place += operator.queue_ranks.get(caller.queue_id, last)
    if operator.skill_ranks and caller.skills:
        last = len(operator.skill_ranks)
        place += max(operator.skill_ranks.get(skill, last) for skill in caller.skills)
    return place


def is_asked_yet(*, caller: WaitingCaller, operator: ReadyOperator, now: datetime) -> bool:
    """Tell whether the caller has waited as long as her queue's callers do before this operator is asked.

    Who is urgent, or has lost an operator, waits for nobody.
    """
    delay_time = operator.delays.get(caller.queue_id, 0)
    if not delay_time or caller.is_urgent or caller.is_first:
        return True
    return (now - caller.entered_at).total_seconds() >= delay_time


def longest_delays(*, operators: Iterable[ReadyOperator]) -> dict[int, int]:
    """Return for each queue the waiting time in seconds from which nobody's delay holds a caller back."""
    found: dict[int, int] = {}
    for operator in operators:
        for queue_id, delay_time in operator.delays.items():
            found[queue_id] = max(delay_time, found.get(queue_id, 0))
    return found


def strangeness(*, operator: ReadyOperator, tenant_id: int, now: datetime) -> float:
    """Return how little the operator knows of a company by now: 0 right after its call, 1 if she never had one."""
    served_at = operator.served_at.get(tenant_id)
    if served_at is None:
        return 1.0
    days = max(0.0, (now - served_at).total_seconds() / 86_400)
    return 1.0 - math.exp(-math.log(2) * days / HALF_KNOWN_DAYS)
