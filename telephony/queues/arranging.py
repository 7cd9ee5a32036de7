"""What a company settles about its queues: made, changed, deleted and brought back. Each is noted in the audit."""

import secrets
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from agents.roster.models import Group, Skill
from telephony.calls.models import Call
from telephony.dialing import selectors as dialing
from telephony.numbers.models import Number
from telephony.queues import rules, selectors
from telephony.queues.models import Queue, QueueEntry, QueueSkill
from telephony.queues.services import changed
from telephony.queues.types import DEFAULT_QUEUE, QueueDraft, QueueNeeded
from tenants.audit.services import Actor, note
from tenants.directory.models import Tenant

KEPT_AS_THEY_ARE = (
    "name", "language", "priority", "is_urgent", "target_percent", "target_time", "short_abandon_time", "max_size",
    "max_wait_time", "tells_wait", "wrap_up_time", "auto_answer", "own_first_time",
)  # fmt: skip


@transaction.atomic
def save_queue(
    *, company: Tenant, draft: QueueDraft, actor: Actor, now: datetime, queue_id: int | None = None
) -> Queue:
    """Make a queue, or put what is settled in the place of what was. Raises QueueInvalid, QueueUnknown."""
    queues = selectors.queues_of(tenant_id=company.pk)
    rules.check(
        draft=draft,
        group_ids=Group.objects.filter(tenant=company).values_list("pk", flat=True),
        queue_ids=[queue.pk for queue in queues],
        countries=dialing.rules_of(tenant_id=company.pk).countries,
        own_id=queue_id,
    )
    queue = _queue(company, queue_id, draft)
    before = asdict(selectors.draft_of(queue)) if queue_id else {}
    _write(queue, draft)
    after = asdict(selectors.draft_of(queue))
    changes = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    if changes:
        verb = "queue.changed" if queue_id else "queue.made"
        note(
            actor=actor,
            company=company,
            verb=verb,
            now=now,
            queue_id=queue.pk,
            name=queue.name,
            changes=changes,
        )
    changed()
    return queue


@transaction.atomic
def delete_queue(*, company: Tenant, queue_id: int, actor: Actor, now: datetime) -> None:
    """Delete a queue; whoever waits in it waits in the general one, in the same place. Raises QueueUnknown, QueueNeeded."""
    queue = selectors.access_queue(tenant_id=company.pk, queue_id=queue_id)
    if queue.code == DEFAULT_QUEUE:
        raise QueueNeeded(queue.code)
    Queue.objects.filter(pk=queue.pk).update(deleted_at=now)
    Number.objects.filter(queue_id=queue.pk).update(queue_id=None)
    moved = empty(queue=queue, now=now)
    note(
        actor=actor,
        company=company,
        verb="queue.deleted",
        now=now,
        queue_id=queue.pk,
        name=queue.name,
        moved=moved,
    )
    changed()


@transaction.atomic
def restore_queue(*, company: Tenant, queue_id: int, actor: Actor, now: datetime) -> Queue:
    """Bring a deleted queue back; who has moved on stays where she is. Raises QueueUnknown."""
    queue = selectors.access_queue(tenant_id=company.pk, queue_id=queue_id, deleted=True)
    queue.deleted_at = None
    queue.save(update_fields=["deleted_at"])
    note(actor=actor, company=company, verb="queue.restored", now=now, queue_id=queue.pk, name=queue.name)
    changed()
    return queue


def empty(*, queue: Queue, now: datetime) -> int:
    """Move everybody who waits in a queue into the company's general one; returns how many."""
    general = selectors.default_queue(tenant_id=queue.tenant_id)
    moved = QueueEntry.objects.filter(queue=queue).update(queue=general, joined_at=now, tried_after=None)
    Call.objects.filter(queue_id=queue.pk).update(queue_id=general.pk)
    return moved


def _queue(company: Tenant, queue_id: int | None, draft: QueueDraft) -> Queue:
    if queue_id is not None:
        return selectors.access_queue(tenant_id=company.pk, queue_id=queue_id)
    code = slugify(draft.name)[:32] or "queue"
    while Queue.objects.filter(tenant=company, code=code).exists():
        code = f"{code[:32]}-{secrets.token_hex(3)}"
    return Queue(tenant=company, code=code)


def _write(queue: Queue, draft: QueueDraft) -> None:
    values: dict[str, Any] = {name: getattr(draft, name) for name in KEPT_AS_THEY_ARE}
    values |= dict(
        languages=list(draft.languages), group_ids=sorted(draft.group_ids), heard=draft.heard.value,
        wrap_up_mode=draft.wrap_up_mode.value, rings=rules.kept_rings(draft.rings),
        overflow=rules.kept_steps(draft.overflow),
    )  # fmt: skip
    for name, value in values.items():
        setattr(queue, name, value)
    queue.save()
    QueueSkill.objects.filter(queue=queue).exclude(skill__name__in=draft.skills).delete()
    for name, level in sorted(draft.skills.items()):
        skill = Skill.objects.get(name=name)
        QueueSkill.objects.update_or_create(queue=queue, skill=skill, defaults={"level": level})
