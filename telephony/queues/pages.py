"""What the pages about queues show, as plain dicts."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.roster import selectors as roster
from telephony.queues import form, selectors
from telephony.queues.models import Queue, QueueEntry
from telephony.queues.types import DEFAULT_QUEUE, LONGEST_TIME, Heard, QueueDraft, QueueInvalid, WrapUpMode
from telephony.queues.words import FAULTS, HEARD, PARTS, VERBS, WRAP_UP
from tenants.audit import selectors as audit
from tenants.directory.models import Tenant
from tenants.terms import selectors as terms

LEVELS = range(1, 6)


def overview(company: Tenant, *, may_edit: bool) -> dict[str, Any]:
    """All queues with what waits there, the groups, and notices that nobody has put away."""
    waiting = _waiting(company)
    groups = roster.groups_of(tenant_id=company.pk)
    names = {group.pk: group.name for group in groups}
    return {
        "queues": [
            _line(queue, waiting.get(queue.pk, 0), names) for queue in selectors.queues_of(tenant_id=company.pk)
        ],
        "groups": [
            {"id": one.pk, "name": one.name, "members": [member.pk for member in one.members.all()],
             "people": ", ".join(sorted(member.name for member in one.members.all()))}
            for one in groups
        ],
        "operators": [{"id": one.pk, "name": one.name} for one in roster.operators_for(tenant_id=company.pk)] if may_edit else [],
        "notices": terms.notices(tenant_id=company.pk),
        "deleted": Queue.objects.filter(tenant=company).exclude(deleted_at=None).order_by("-deleted_at")[:3],
    }  # fmt: skip


def editor(
    company: Tenant, queue: Queue | None, draft: QueueDraft, *, fault: QueueInvalid | None = None
) -> dict[str, Any]:
    """One queue's form, with what was wrong, and its history."""
    groups = [{"id": one.pk, "name": one.name} for one in roster.groups_of(tenant_id=company.pk)]
    others = [one for one in selectors.queues_of(tenant_id=company.pk) if queue is None or one.pk != queue.pk]
    return {
        "queue": queue,
        "draft": draft,
        "is_general": queue is not None and queue.code == DEFAULT_QUEUE,
        "rings": form.rows_of_rings(draft),
        "steps": form.rows_of_steps(draft),
        "groups": groups,
        "others": [{"id": one.pk, "name": one.name} for one in others],
        "skills": [(name, draft.skills.get(name)) for name in roster.skill_names()],
        "levels": LEVELS,
        "languages": " ".join(draft.languages),
        "heard": [(one.value, HEARD[one]) for one in Heard],
        "wrap_ups": [(one.value, WRAP_UP[one]) for one in WrapUpMode],
        "longest": LONGEST_TIME,
        "fault": _fault(fault),
        "history": _history(company, queue) if queue is not None else [],
    }


def _line(queue: Queue, waiting: int, groups: dict[int, str]) -> dict[str, Any]:
    draft = selectors.draft_of(queue)
    asked = [f"{name} {level}" for name, level in sorted(draft.skills.items())]
    return {
        "id": queue.pk,
        "name": queue.name,
        "is_urgent": draft.is_urgent,
        "language": draft.language,
        "asked": ", ".join(asked + [groups[one] for one in draft.group_ids if one in groups]),
        "level": _("%(percent)s %% in %(seconds)s s") % {"percent": draft.target_percent, "seconds": draft.target_time},
        "rings": ngettext("%(count)s ring", "%(count)s rings", len(draft.rings)) % {"count": len(draft.rings)},
        "has_rings": bool(draft.rings),
        "waiting": waiting,
    }  # fmt: skip


def _waiting(company: Tenant) -> dict[int, int]:
    found: dict[int, int] = {}
    for queue_id in QueueEntry.objects.filter(tenant=company).values_list("queue_id", flat=True):
        found[queue_id] = found.get(queue_id, 0) + 1
    return found


def _fault(fault: QueueInvalid | None) -> dict[str, str] | None:
    if fault is None:
        return None
    return {"field": fault.field, "part": str(PARTS[fault.field]), "text": str(FAULTS[fault.code])}


def _history(company: Tenant, queue: Queue) -> list[dict[str, Any]]:
    return [
        {"at": entry.at, "who": entry.actor_label, "verb": VERBS.get(entry.verb, entry.verb), "parts": _parts(entry.details)}
        for entry in audit.about(company_id=company.pk, subject="queue_id", value=queue.pk)
    ]  # fmt: skip


def _parts(details: dict[str, Any]) -> str:
    """Which parts a change was about, by their names on the page; what a new queue began with is no news."""
    changes: dict[str, Any] = details.get("changes") or {}
    if not changes or all(before is None for before, _after in changes.values()):
        return ""
    return ", ".join(dict.fromkeys(str(PARTS.get(name, name)) for name in changes))
