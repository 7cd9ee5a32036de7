"""Reads of presence."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from agents.presence.models import OperatorState, OperatorStateChange
from agents.presence.types import BUSY, ON_DUTY, State
from agents.roster.models import Clearance
from cc_saas.lib.hot import fetch, fetch_prepared
from cc_saas.lib.rows import Rows

STATES = Rows(OperatorState, "operator", prepared=True)


def state_of(*, operator_id: UUID) -> OperatorState:
    """Return the operator's state with her person. Raises OperatorState.DoesNotExist before her first sign-in."""
    return OperatorState.objects.select_related("operator").get(pk=operator_id)


def busy_with(*, operator_id: UUID) -> UUID | None:
    """Return the call that has the operator now, or None."""
    rows = fetch_prepared(_BUSY_WITH, [operator_id])
    return rows[0][0] if rows else None


_BUSY_WITH = "SELECT busy_with FROM presence_operatorstate WHERE operator_id = %s"

_ON_DUTY = sorted(ON_DUTY)
_ANYONE_ON_DUTY = """
    SELECT EXISTS (
        SELECT FROM roster_clearance cleared
        JOIN roster_operator operator ON operator.id = cleared.operator_id AND operator.is_active
        JOIN presence_operatorstate presence ON presence.operator_id = cleared.operator_id
        WHERE cleared.tenant_id = %s AND presence.state = ANY(%s)
    )
"""


def anyone_on_duty(*, tenant_id: int) -> bool:
    """Tell whether somebody who may serve this company is on duty, ready or not. Asked at every arrival."""
    return bool(fetch_prepared(_ANYONE_ON_DUTY, [tenant_id, _ON_DUTY])[0][0])


def companies_left_alone(*, operator_id: UUID) -> list[int]:
    """Return the companies that nobody but this operator could serve now."""
    others = Clearance.objects.filter(
        tenant_id=OuterRef("tenant_id"),
        operator__is_active=True,
        operator__presence__state__in=ON_DUTY - {State.BREAK},
    ).exclude(operator_id=operator_id)
    alone = Clearance.objects.filter(operator_id=operator_id).exclude(Exists(others))
    return list(alone.values_list("tenant_id", flat=True).order_by("tenant_id"))


def wrap_ups_due(*, now: datetime) -> list[OperatorState]:
    """Return the operators whose after-call work has taken its time."""
    due = "this.state = %s AND this.wrap_up_until <= %s ORDER BY this.wrap_up_until"
    return STATES.all(due, [State.WRAP_UP, now])


def on_duty() -> list[OperatorState]:
    """Return everybody on duty, with her person."""
    return STATES.all(
        "this.state = ANY(%s) AND operator.is_active ORDER BY this.operator_id", [sorted(ON_DUTY)]
    )


def had_call(*, operator_id: UUID, call_id: UUID) -> bool:
    """Tell whether this operator was ever busy with this call, also when it has closed."""
    return OperatorStateChange.objects.filter(operator_id=operator_id, busy_with=call_id).exists()


def answered_since(*, operator_id: UUID, since: datetime) -> int:
    """Return how many calls she has answered since then."""
    return int(fetch_prepared(_ANSWERED, [operator_id, State.TALKING, since])[0][0])


_ANSWERED = """
    SELECT count(DISTINCT busy_with) FROM presence_operatorstatechange
    WHERE operator_id = %s AND state = %s AND at >= %s
"""


_TIMES = """
    SELECT operator_id,
        sum(seconds) FILTER (WHERE state = ANY(%(busy)s)) AS busy, sum(seconds) FILTER (WHERE state = 'READY') AS ready
    FROM (
        SELECT operator_id, state, extract(epoch FROM
            least(lead(at, 1, %(until)s) OVER (PARTITION BY operator_id ORDER BY at, id), %(until)s)
            - greatest(at, %(since)s)) AS seconds
        FROM presence_operatorstatechange change
        WHERE at < %(until)s AND at >= coalesce((
            SELECT max(earlier.at) FROM presence_operatorstatechange earlier
            WHERE earlier.operator_id = change.operator_id AND earlier.at <= %(since)s
        ), %(since)s)
    ) stretch
    WHERE seconds > 0
    GROUP BY operator_id
"""


def times_on_duty(*, since: datetime, until: datetime) -> dict[UUID, tuple[float, float]]:
    """Return how long (s) each operator was busy with offers, calls and wrap-ups, and how long she was ready."""
    params = {"since": since, "until": until, "busy": sorted(BUSY)}
    return {
        operator_id: (float(busy or 0), float(ready or 0))
        for operator_id, busy, ready in fetch(_TIMES, params)
    }
