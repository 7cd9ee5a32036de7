"""What an operator is for, and what she still knows: her own order of companies and skills, and familiarity."""

import math
from datetime import datetime

from telephony.routing.types import ReadyOperator, WaitingCaller

HALF_KNOWN_DAYS = 14.0
"""Days without a call after which half of what an operator knew of a company is gone."""


def rank(*, caller: WaitingCaller, operator: ReadyOperator) -> int:
    """Return the place of this caller in the operator's own order, 0 first; what is not in it comes after the rest."""
    place = 0
    if operator.ranks:
        place = operator.ranks.get(caller.tenant_id, len(operator.ranks))
    if operator.skill_ranks and caller.skills:
        last = len(operator.skill_ranks)
        place += max(operator.skill_ranks.get(skill, last) for skill in caller.skills)
    return place


def strangeness(*, operator: ReadyOperator, tenant_id: int, now: datetime) -> float:
    """Return how little the operator knows of a company by now: 0 right after its call, 1 if she never had one."""
    served_at = operator.served_at.get(tenant_id)
    if served_at is None:
        return 1.0
    days = max(0.0, (now - served_at).total_seconds() / 86_400)
    return 1.0 - math.exp(-math.log(2) * days / HALF_KNOWN_DAYS)
