"""Reads of the queues."""

import math
from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID

from agents.roster.models import Operator
from cc_saas.lib.hot import fetch, fetch_prepared
from cc_saas.lib.languages import primary
from cc_saas.lib.rows import Rows
from telephony.queues import rules
from telephony.queues.models import Queue, QueueEntry
from telephony.queues.types import DEFAULT_QUEUE, Heard, QueueDraft, QueueUnknown, WrapUpMode

_ENTRIES = Rows(QueueEntry, "queue", prepared=True)


class Waiting(TypedDict):
    """How many callers wait, and since when the one who waits longest."""

    count: int
    longest_since: datetime | None


def default_queue(*, tenant_id: int) -> Queue:
    """Return the queue that a number without a menu leads to."""
    return Queue.objects.get(tenant_id=tenant_id, code=DEFAULT_QUEUE)


def queues_of(*, tenant_id: int) -> list[Queue]:
    """Return a company's queues, the general one first."""
    queues = Queue.objects.filter(tenant_id=tenant_id, deleted_at=None).prefetch_related("skills__skill")
    return sorted(queues, key=lambda queue: (queue.code != DEFAULT_QUEUE, queue.name.casefold()))


def access_queue(*, tenant_id: int, queue_id: int, deleted: bool = False) -> Queue:
    """Return a company's queue, or one that it has deleted. Raises QueueUnknown."""
    queues = Queue.objects.filter(tenant_id=tenant_id, deleted_at__isnull=not deleted)
    queue = queues.prefetch_related("skills__skill").filter(pk=queue_id).first()
    if queue is None:
        raise QueueUnknown(str(queue_id))
    return queue


def draft_of(queue: Queue) -> QueueDraft:
    """Return what is settled about a queue."""
    return QueueDraft(
        name=queue.name, language=queue.language, languages=tuple(queue.languages), priority=queue.priority,
        is_urgent=queue.is_urgent, skills={one.skill.name: one.level for one in queue.skills.select_related("skill")},
        group_ids=tuple(queue.group_ids), target_percent=queue.target_percent, target_time=queue.target_time,
        short_abandon_time=queue.short_abandon_time, max_size=queue.max_size, max_wait_time=queue.max_wait_time,
        heard=Heard(queue.heard), tells_wait=queue.tells_wait, wrap_up_mode=WrapUpMode(queue.wrap_up_mode),
        wrap_up_time=queue.wrap_up_time, auto_answer=queue.auto_answer, own_first_time=queue.own_first_time,
        rings=rules.rings_of(queue.rings),
        overflow=rules.steps_of(queue.overflow),
    )  # fmt: skip


def entry_of(*, call_id: UUID) -> QueueEntry | None:
    """Return the caller's place, or None when she does not wait."""
    return _ENTRIES.first("this.call_id = %s", [call_id])


def waiting_for(*, operator: Operator) -> Waiting:
    """Return what waits that this operator may take: her companies, her languages."""
    spoken = [primary(language) for language in operator.languages]
    count, longest_since = fetch_prepared(_WAITING_FOR, [operator.pk, spoken])[0]
    return Waiting(count=count, longest_since=longest_since)


_WAITING_FOR = """
    SELECT count(*), min(entry.entered_at) FROM queues_queueentry entry
    JOIN roster_clearance cleared ON cleared.tenant_id = entry.tenant_id AND cleared.operator_id = %s
    WHERE lower(split_part(entry.language, '-', 1)) = ANY(%s)
"""


def concerned(*, tenant_id: int) -> list[UUID]:
    """Return the operators whose gauge of waiting callers shows this company."""
    cleared = Operator.objects.filter(
        clearances__tenant_id=tenant_id,
        is_active=True,
        presence__state__in=["READY", "BREAK", "RESERVED", "TALKING", "HOLD", "WRAP_UP"],
    )
    return list(cleared.values_list("pk", flat=True).order_by("pk"))


def longest_waiting(*, before: datetime) -> list[UUID]:
    """Return the calls that entered the queue before this instant."""
    rows = QueueEntry.objects.filter(entered_at__lt=before).order_by("entered_at")
    return list(rows.values_list("call_id", flat=True))


def whole_minutes(*, wait: timedelta) -> int:
    """Round a wait up to whole minutes, as callers are told it."""
    return math.ceil(wait.total_seconds() / 60)


def companies_waited_for() -> list[int]:
    """Return the companies for which somebody waits."""
    return [row[0] for row in fetch("SELECT DISTINCT tenant_id FROM queues_queueentry ORDER BY tenant_id")]
