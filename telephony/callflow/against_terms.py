"""What a call means for the company's terms: counted once, when it is answered or when its caller gives up."""

from datetime import datetime
from uuid import UUID

from telephony.callflow import history
from telephony.calls.models import Call
from telephony.routing import standing
from telephony.routing.definitions import definition
from telephony.routing.match import Pair
from telephony.routing.types import ReadyOperator, WaitingCaller
from telephony.routing.walls import breaches
from tenants.terms import services as terms

SHORT_ABANDON_TIME = 5
"""Seconds within which a caller who hangs up counts nowhere, unless her queue says otherwise."""


def answered(*, call: Call, operator_id: UUID, is_urgent: bool, now: datetime) -> None:
    """An operator has answered: the wait is counted, a wall that was crossed is told, and she has served the company.

    A caller who comes back from a lost operator has been counted before.
    """
    _tell_if_crossed(call, operator_id, is_urgent, now)
    standing.served(operator_id=operator_id, tenant_id=call.tenant_id, now=now)
    if call.answered_at is None:
        wait_time = history.seconds(call.queued_at, now)
        standing.tally(
            tenant_id=call.tenant_id, language=_served_in(call), wait_time=wait_time, answered=True, now=now
        )


def ended(*, before: Call, now: datetime) -> None:
    """The line has ended: whoever waited, and was never answered, counts against the company's terms."""
    if before.operator_id is not None and before.answered_at is not None:
        standing.served(operator_id=before.operator_id, tenant_id=before.tenant_id, now=now)
        return
    wait_time = history.seconds(before.queued_at, now)
    if before.queued_at is not None and wait_time > _short(before):
        standing.tally(
            tenant_id=before.tenant_id,
            language=_served_in(before),
            wait_time=wait_time,
            answered=False,
            now=now,
        )


def _served_in(call: Call) -> str:
    queue = definition(queue_id=call.queue_id) if call.queue_id else None
    return queue.language_of(call.language) if queue is not None else call.language


def _short(call: Call) -> int:
    queue = definition(queue_id=call.queue_id) if call.queue_id else None
    return queue.draft.short_abandon_time if queue is not None else SHORT_ABANDON_TIME


def _tell_if_crossed(call: Call, operator_id: UUID, is_urgent: bool, now: datetime) -> None:  # noqa: FBT001 (private)
    """Owners are told of an urgent caller whom a wall did not stop; no statement where there are no walls."""
    walls = [wall for wall in standing.policy().walls if wall.is_hard and call.tenant_id in wall.companies]
    if not is_urgent or not walls:
        return
    pair = _pair(call, operator_id, now)
    for breach in breaches(pairs=[pair], walls=walls, now=now):
        terms.tell_of_crossing(
            tenant_ids=breach.rival_ids | {call.tenant_id}, call_id=str(call.pk),
            company_of_call=call.tenant_id, now=now,
        )  # fmt: skip


def _pair(call: Call, operator_id: UUID, now: datetime) -> Pair:
    caller = WaitingCaller(
        call_id=call.pk, tenant_id=call.tenant_id, language=call.language, entered_at=now, is_urgent=True
    )
    operator = ReadyOperator(
        operator_id=operator_id, idle_since=now, languages=frozenset(), clearances=frozenset(),
        served_at=standing.served_by(operator_id=operator_id),
    )  # fmt: skip
    return caller, operator
