"""What supervisors settle about an operator: whose own agent she is, and her own order of queues."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agents.roster import selectors as roster_read
from agents.roster import services as roster
from agents.roster.models import Operator
from agents.roster.services import Liking, PreferenceInvalid
from telephony.queues.models import Queue
from tenants.audit.services import Actor, note
from tenants.directory.models import Tenant
from tenants.directory.selectors import companies


@transaction.atomic
def settle(
    *, operator: Operator, home_id: int | None, likings: Sequence[Liking], actor: Actor, now: datetime
) -> None:
    """Put her home and her order in the place of what was. Each company that it concerns finds it in its audit.

    Raises PreferenceInvalid: also for a queue of a company for which she is not cleared.
    """
    queues = {queue.pk: queue for queue in queues_of(operator=operator)}
    if any(one.queue_id not in queues for one in likings):
        raise PreferenceInvalid(str(operator.pk))
    before = (operator.home_id, _kept(operator))
    roster.prefer(operator=operator, home_id=home_id, likings=likings)
    operator.refresh_from_db()
    after = (home_id, _kept(operator))
    for company in companies_of(operator=operator):
        mine = {queue.pk for queue in queues.values() if queue.tenant_id == company.pk}
        was, now_is = (_about(company, mine, *one) for one in (before, after))
        if was != now_is:
            note(actor=actor, company=company, verb="operator.settled", now=now, operator=operator.name,
                 was=was, becomes=now_is)  # fmt: skip


def companies_of(*, operator: Operator) -> list[Tenant]:
    """Return the companies that she may serve."""
    cleared = set(roster_read.cleared_companies(operator_id=operator.pk))
    return [company for company in companies() if company.pk in cleared]


def queues_of(*, operator: Operator) -> list[Queue]:
    """Return the queues of the companies that she may serve, company by company."""
    cleared = roster_read.cleared_companies(operator_id=operator.pk)
    queues = Queue.objects.filter(tenant_id__in=cleared, deleted_at=None).select_related("tenant")
    return list(queues.order_by("tenant__name", "name", "pk"))


def _kept(operator: Operator) -> dict[int, tuple[int, int]]:
    likings = roster_read.likings_of(operator_id=operator.pk)
    return {one.queue_id: (one.place, one.delay_time) for one in likings}


def _about(
    company: Tenant, queues: set[int], home_id: int | None, kept: dict[int, tuple[int, int]]
) -> dict[str, Any]:
    return {
        "is_own": home_id == company.pk,
        "order": {str(queue): one for queue, one in kept.items() if queue in queues},
    }


def shown(*, operator: Operator) -> dict[str, Any]:
    """Return an operator as supervisors see her: what she may do, her home, and every queue with its place and delay."""
    kept = _kept(operator)
    return {
        "id": operator.pk,
        "name": operator.name,
        "languages": operator.languages,
        "home": operator.home_id,
        "companies": [{"id": one.pk, "name": one.name} for one in companies_of(operator=operator)],
        "queues": [
            {"queue_id": queue.pk, "company": queue.tenant.name, "name": queue.name,
             "place": kept[queue.pk][0] if queue.pk in kept else None,
             "delay_time": kept[queue.pk][1] if queue.pk in kept else 0}
            for queue in queues_of(operator=operator)
        ],
    }  # fmt: skip


def listed() -> list[dict[str, Any]]:
    """Return every operator with her home and what stands first in her order."""
    operators = Operator.objects.filter(is_active=True).select_related("home").prefetch_related("preferences")
    names = dict(Queue.objects.filter(deleted_at=None).values_list("pk", "name"))
    return [_line(one, names) for one in operators.order_by("name", "pk")]


def _line(operator: Operator, names: dict[int, str]) -> dict[str, Any]:
    order = sorted(operator.preferences.all(), key=lambda one: (one.place, one.delay_time))
    known = [names[one.queue_id] for one in order if one.queue_id in names]
    home = operator.home.name if operator.home else ""
    return {
        "id": operator.pk,
        "name": operator.name,
        "languages": operator.languages,
        "home": home,
        "order": known,
    }


def access(*, operator_id: UUID) -> Operator:
    """Return an active operator. Raises OperatorUnknown."""
    return roster_read.access_operator(operator_id=operator_id)
