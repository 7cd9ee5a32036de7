"""What the floor changes about a queue for a while: its overflow, and the groups that answer it.

A change has an end, and ends by itself: the router's clock deletes what is over. Each is noted in the company's audit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from agents.roster.models import Group
from cc_saas.lib.hot import fetch
from telephony.dialing import selectors as dialing
from telephony.queues import rules, selectors
from telephony.queues.models import Queue, QueueChange
from telephony.queues.services import changed
from telephony.queues.types import ChangeKind, NobodyLeft, OverflowStep, QueueDraft, QueueUnknown
from tenants.audit.services import Actor, note

SHORTEST_TIME, LONGEST_TIME = 5, 12 * 60
"""Minutes that a change of the floor may last."""


class GroupUnknown(LookupError):
    """The company of the queue has no such group."""


@transaction.atomic
def change_overflow(
    *, queue_id: int, steps: Sequence[OverflowStep], minutes: int, actor: Actor, now: datetime
) -> QueueChange:
    """Let other steps hold for a queue for so many minutes. Raises QueueUnknown, QueueInvalid."""
    queue = _queue(queue_id)
    others = [one.pk for one in selectors.queues_of(tenant_id=queue.tenant_id)]
    rules.check_steps(steps=steps, queue_ids=others, own_id=queue.pk)
    rules.check_forwards(steps, dialing.rules_of(tenant_id=queue.tenant_id).countries)
    kept = rules.kept_steps(steps)
    return _write(queue, ChangeKind.OVERFLOW, minutes, actor, now, overflow=kept)


@transaction.atomic
def move_group(
    *, group_id: int, to_id: int, from_id: int | None, minutes: int, actor: Actor, now: datetime
) -> list[QueueChange]:
    """Let a group answer another queue of its company, and (unless `from_id` is None) leave one, for so many minutes.

    Raises GroupUnknown, QueueUnknown, NobodyLeft.
    """
    target = _queue(to_id)
    if not Group.objects.filter(pk=group_id, tenant_id=target.tenant_id).exists():
        raise GroupUnknown(str(group_id))
    made = [_write(target, ChangeKind.GROUP_JOINS, minutes, actor, now, group_id=group_id)]
    if from_id is not None:
        source = _queue(from_id)
        if source.tenant_id != target.tenant_id:
            raise QueueUnknown(str(from_id))
        if not groups_of(queue=source) - {group_id}:
            raise NobodyLeft(str(from_id))
        made.append(_write(source, ChangeKind.GROUP_LEAVES, minutes, actor, now, group_id=group_id))
    return made


@transaction.atomic
def end_changes(*, change_ids: Iterable[int], actor: Actor, now: datetime) -> int:
    """Let what the companies have settled hold again, now; returns how many changes ended."""
    ending = list(QueueChange.objects.select_related("queue__tenant").filter(pk__in=list(change_ids)))
    for change in ending:
        _end(change, actor, now)
    if ending:
        changed()
    return len(ending)


def expire(*, now: datetime) -> None:
    """End every change whose time is up."""
    over = [row[0] for row in fetch(_OVER, [now])]
    if over:
        end_changes(change_ids=over, actor=Actor(), now=now)


_OVER = "SELECT id FROM queues_queuechange WHERE until <= %s"


def groups_of(*, queue: Queue) -> set[int]:
    """Return the groups that answer a queue now; empty means that anybody does."""
    return set(applied(draft=selectors.draft_of(queue), changes=queue.changes.all()).group_ids)


def applied(*, draft: QueueDraft, changes: Iterable[QueueChange]) -> QueueDraft:
    """Return what is settled about a queue with the floor's changes upon it.

    A queue that anybody answers stays one, and a group that is the last to answer never leaves.
    """
    groups = set(draft.group_ids)
    for change in changes:
        if change.kind == ChangeKind.OVERFLOW:
            draft = replace(draft, overflow=rules.steps_of(change.overflow))
        elif change.kind == ChangeKind.GROUP_JOINS and draft.group_ids:
            groups.add(change.group_id)
    leaving = {change.group_id for change in changes if change.kind == ChangeKind.GROUP_LEAVES}
    return replace(draft, group_ids=tuple(sorted(groups - leaving or groups)))


def _queue(queue_id: int) -> Queue:
    queue = Queue.objects.select_related("tenant").filter(pk=queue_id, deleted_at=None).first()
    if queue is None:
        raise QueueUnknown(str(queue_id))
    return queue


def _write(
    queue: Queue, kind: ChangeKind, minutes: int, actor: Actor, now: datetime, *, group_id: int = 0,
    **what: object,
) -> QueueChange:  # fmt: skip
    until = now + timedelta(minutes=minutes)
    change, _ = QueueChange.objects.update_or_create(
        queue=queue, kind=kind, group_id=group_id,
        defaults={"author": actor.label, "made_at": now, "until": until, **what},
    )  # fmt: skip
    note(
        actor=actor, company=queue.tenant, verb="queue.lent", now=now, queue_id=queue.pk, name=queue.name,
        kind=kind, group_id=group_id, until=until.isoformat(), **what,
    )  # fmt: skip
    changed()
    return change


def _end(change: QueueChange, actor: Actor, now: datetime) -> None:
    QueueChange.objects.filter(pk=change.pk).delete()
    note(
        actor=actor, company=change.queue.tenant, verb="queue.lending_ended", now=now, queue_id=change.queue_id,
        name=change.queue.name, kind=change.kind, group_id=change.group_id,
    )  # fmt: skip
