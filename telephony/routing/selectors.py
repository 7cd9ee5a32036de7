"""Reads of routing: who waits, who is ready, and the offers."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from agents.presence.models import OperatorState
from agents.presence.types import State
from agents.roster.models import Clearance, Proficiency
from telephony.queues.models import QueueEntry, QueueSkill
from telephony.queues.types import EntryState
from telephony.routing.models import Offer
from telephony.routing.types import OfferState, ReadyOperator, WaitingCaller


class OfferUnknown(LookupError):
    """There is no such offer, or it was made to somebody else."""


def access_offer(*, offer_id: UUID, operator_id: UUID) -> Offer:
    """Return the offer made to this operator. Raises OfferUnknown."""
    try:
        return Offer.objects.select_related("call", "call__tenant").get(pk=offer_id, operator_id=operator_id)
    except Offer.DoesNotExist:
        raise OfferUnknown(str(offer_id)) from None


def open_offer(*, operator_id: UUID) -> Offer | None:
    """Return the offer that rings at this operator now."""
    offers = Offer.objects.select_related("call", "call__tenant")
    return offers.filter(operator_id=operator_id, state=OfferState.OPEN).first()


def call_of_offer(*, offer_id: UUID) -> UUID | None:
    """Return the call that was offered, or None when the offer has gone with it."""
    return Offer.objects.filter(pk=offer_id).values_list("call_id", flat=True).first()


def due_offers(*, now: datetime) -> list[UUID]:
    """Return the open offers whose time is up."""
    due = Offer.objects.filter(state=OfferState.OPEN, expires_at__lte=now).order_by("expires_at")
    return list(due.values_list("pk", flat=True))


def waiting_callers() -> list[WaitingCaller]:
    """Return the callers who may be offered, and lock their places against other routers."""
    entries = (
        QueueEntry.objects.filter(state=EntryState.WAITING)
        .select_related("queue")
        .order_by("entered_at", "call_id")
        .select_for_update(of=("self",), skip_locked=True)
    )
    rows = list(entries)
    skills = _skills_of_queues({row.queue_id for row in rows})
    return [_waiting_caller(row, skills[row.queue_id]) for row in rows]


def ready_operators(*, now: datetime) -> list[ReadyOperator]:
    """Return who is ready and present, and lock them against other routers."""
    states = list(
        OperatorState.objects.filter(state=State.READY, lease_until__gt=now, operator__is_active=True)
        .select_related("operator")
        .order_by("operator_id")
        .select_for_update(of=("self",), skip_locked=True)
    )
    ids = [state.operator_id for state in states]
    clearances, skills = _clearances_of(ids), _skills_of(ids)
    return [
        ReadyOperator(
            operator_id=state.operator_id,
            idle_since=state.idle_since,
            languages=frozenset(state.operator.languages),
            clearances=frozenset(clearances[state.operator_id]),
            skills=skills[state.operator_id],
        )
        for state in states
    ]


def awaited_operators(*, now: datetime) -> frozenset[UUID]:
    """Return who is ready and present, also if she just let this caller go: a caller kept for her waits for her.

    One who talks with somebody else is not worth waiting for while another operator is free.
    """
    ready = OperatorState.objects.filter(state=State.READY, lease_until__gt=now)
    return frozenset(ready.values_list("operator_id", flat=True))


def _waiting_caller(row: QueueEntry, skills: dict[str, int]) -> WaitingCaller:
    return WaitingCaller(
        call_id=row.call_id,
        tenant_id=row.tenant_id,
        language=row.language,
        entered_at=row.entered_at,
        priority=row.queue.priority,
        is_first=row.is_first,
        skills=skills,
        preferred_operator_id=row.preferred_operator_id,
        preferred_until=row.preferred_until,
        passed_by=frozenset(row.passed_by),
        rest_until=row.rest_until,
    )


def _skills_of_queues(queue_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    levels: dict[int, dict[str, int]] = defaultdict(dict)
    rows = QueueSkill.objects.filter(queue_id__in=queue_ids).values_list("queue_id", "skill__name", "level")
    for queue_id, name, level in rows:
        levels[queue_id][name] = level
    return levels


def _clearances_of(operator_ids: list[UUID]) -> dict[UUID, set[int]]:
    companies: dict[UUID, set[int]] = defaultdict(set)
    rows = Clearance.objects.filter(operator_id__in=operator_ids).values_list("operator_id", "tenant_id")
    for operator_id, tenant_id in rows:
        companies[operator_id].add(tenant_id)
    return companies


def _skills_of(operator_ids: list[UUID]) -> dict[UUID, dict[str, int]]:
    levels: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = Proficiency.objects.filter(operator_id__in=operator_ids)
    for operator_id, name, level in rows.values_list("operator_id", "skill__name", "level"):
        levels[operator_id][name] = level
    return levels
