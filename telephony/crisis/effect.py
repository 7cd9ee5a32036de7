"""What a crisis would mean for everybody: the last hour's callers once more, the company's three times as many.

Both times the policy of production decides; the second time with the plan's priority and reserve. Nobody is asked who
is not on duty now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import fmean

from agents.presence.models import OperatorState
from agents.presence.types import ON_DUTY
from agents.roster.models import Clearance
from telephony.routing import standing
from telephony.waits.models import Wait
from telephony.waits.types import WaitOutcome
from telephony.whatif.question import Answer, ask
from telephony.whatif.types import Arrival, Setting, Staff, Terms
from tenants.crisis.types import Plan
from tenants.terms import selectors as terms

LOOK_BACK = timedelta(hours=1)
STORM = 3
"""So many times as many callers are reckoned with."""

HANDLE_TIME = 240.0
"""Seconds that a call takes, where the last hour does not tell."""

WITHIN_TIME = 20.0
LEFT = frozenset({WaitOutcome.ABANDONED, WaitOutcome.FORWARDED})
"""Who left the line by then, answered or not."""

MOST_CALLERS = 4000
"""More than these would keep the page waiting: the latest are taken."""


@dataclass(frozen=True, slots=True)
class Change:
    """A company's share answered in time, without the switch and with it; None where nobody would call."""

    before: float | None
    after: float | None

    @property
    def drop(self) -> float:
        """How much is lost, 0.05 being five points."""
        return (self.before or 0.0) - (self.after or 0.0)


@dataclass(frozen=True, slots=True)
class Others:
    """All other companies together, none of them by name."""

    companies: int
    before: float
    after: float
    worst_drop: float


def effect(*, tenant_id: int, plan: Plan, now: datetime) -> dict[int, Change] | None:
    """Return what would change for each company; None where nobody has called in the last hour, or nobody works."""
    arrivals = _arrivals(tenant_id, now)
    staff = _staff()
    if not arrivals or not staff:
        return None
    agreed = _agreed(now)
    lifted = [_lift(one, plan) if one.tenant_id == tenant_id else one for one in arrivals]
    before = _asked(arrivals, Setting(staff=staff, terms=agreed))
    after = _asked(lifted, Setting(staff=staff, terms=_raised(agreed, tenant_id, plan)))
    return {company: Change(before[company].level, after[company].level) for company in before}


def others(*, changes: Mapping[int, Change], tenant_id: int) -> Others | None:
    """Return all but one company's changes as one; None where nobody else would call."""
    rest = [
        (one.before, one.after, one.drop)
        for company, one in changes.items()
        if company != tenant_id and one.before is not None and one.after is not None
    ]
    if not rest:
        return None
    return Others(
        len(rest), fmean(b for b, _a, _d in rest), fmean(a for _b, a, _d in rest), max(d for *_x, d in rest)
    )


def _asked(arrivals: list[Arrival], setting: Setting) -> Mapping[int, Answer]:
    return ask(arrivals=arrivals, setting=setting, policy=standing.policy(), within_time=WITHIN_TIME)


def _arrivals(tenant_id: int, now: datetime) -> list[Arrival]:
    """Who waited in the last hour, from its beginning; the company's once more, and once more, some seconds apart."""
    since = now - LOOK_BACK
    rows = Wait.objects.filter(settled_at__gt=since).order_by("-settled_at")
    found = []
    for row in rows[:MOST_CALLERS]:
        at = max(0.0, (row.entered_at - since).total_seconds())
        patience = row.wait_time if row.outcome in LEFT else float("inf")
        copies = STORM if row.tenant_id == tenant_id else 1
        found += [Arrival(at + 7.0 * copy, row.tenant_id, HANDLE_TIME, patience) for copy in range(copies)]
    return sorted(found, key=lambda arrival: arrival.at)


def _staff() -> tuple[Staff, ...]:
    on_duty = OperatorState.objects.filter(state__in=ON_DUTY).values_list("pk", flat=True)
    cleared: dict[object, list[int]] = {}
    for operator_id, company in Clearance.objects.filter(operator_id__in=on_duty).values_list(
        "operator_id", "tenant_id"
    ):
        cleared.setdefault(operator_id, []).append(company)
    return tuple(Staff(companies=tuple(sorted(companies))) for companies in cleared.values())


def _agreed(now: datetime) -> dict[int, Terms]:
    return {
        tenant_id: Terms(
            reserved=one.promise.reserved,
            burst=one.promise.burst,
            ceiling_time=one.promise.ceiling_time,
            target=one.promise.target_percent / 100,
            within_time=float(one.promise.target_time),
        )
        for tenant_id, one in terms.all_present(now=now).items()
    }


def _raised(agreed: Mapping[int, Terms], tenant_id: int, plan: Plan) -> dict[int, Terms]:
    """As though the coordinator had consented."""
    own = agreed.get(tenant_id)
    if own is None or own.reserved is None or plan.reserved is None:
        return dict(agreed)
    return {**agreed, tenant_id: replace(own, reserved=max(own.reserved, plan.reserved))}


def _lift(arrival: Arrival, plan: Plan) -> Arrival:
    return arrival._replace(priority=plan.priority)
