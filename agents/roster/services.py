"""Writes of the roster."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agents.roster.models import Clearance, Group, GroupMember, Operator, Preference, Proficiency, Skill

LAST_PLACE, LONGEST_DELAY_TIME = 9, 7200


class GroupInvalid(ValueError):
    """A group needs a name that no other group of the company has, and members who are cleared for the company."""


def save_group(
    *, tenant_id: int, name: str, operator_ids: Iterable[UUID], group_id: int | None = None
) -> Group:
    """Make a group of a company's operators, or change one. Raises GroupInvalid, Group.DoesNotExist."""
    wanted = set(operator_ids)
    cleared = Clearance.objects.filter(tenant_id=tenant_id, operator_id__in=wanted)
    others = Group.objects.filter(tenant_id=tenant_id, name=name).exclude(pk=group_id or 0)
    if not name or others.exists() or cleared.count() != len(wanted):
        raise GroupInvalid(name)
    group = Group(tenant_id=tenant_id)
    if group_id is not None:
        group = Group.objects.get(pk=group_id, tenant_id=tenant_id)
    group.name = name
    group.save()
    GroupMember.objects.filter(group=group).exclude(operator_id__in=wanted).delete()
    rows = [GroupMember(group=group, operator_id=operator_id) for operator_id in sorted(wanted)]
    GroupMember.objects.bulk_create(rows, ignore_conflicts=True)
    return group


def delete_group(*, tenant_id: int, group_id: int) -> bool:
    """Delete a group of a company; False when there is none."""
    gone, _ = Group.objects.filter(pk=group_id, tenant_id=tenant_id).delete()
    return bool(gone)


def hire(
    *, user_id: UUID, name: str, languages: Iterable[str], now: datetime, leg_address: str = ""
) -> tuple[Operator, bool]:
    """Make the operator of this user, or bring her name and languages up to date.

    Returns the operator and whether she is new.
    """
    return Operator.objects.update_or_create(
        user_id=user_id,
        defaults={"name": name, "languages": list(languages), "leg_address": leg_address, "is_active": True},
        create_defaults={
            "user_id": user_id,
            "name": name,
            "languages": list(languages),
            "leg_address": leg_address,
            "created_at": now,
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Liking:
    """A queue in an operator's own order: 1 comes first; her callers wait so many seconds before she is asked."""

    queue_id: int
    place: int = 1
    delay_time: int = 0


class PreferenceInvalid(ValueError):
    """A place from 1 to LAST_PLACE, a delay up to LONGEST_DELAY_TIME, each queue once, and a home that she is cleared for."""


@transaction.atomic
def prefer(*, operator: Operator, home_id: int | None, likings: Iterable[Liking]) -> None:
    """Settle an operator's home and exactly this order of hers. Raises PreferenceInvalid; whose the queues are is not checked."""
    known = list(likings)
    wanted = {one.queue_id: one for one in known}
    is_good = all(1 <= one.place <= LAST_PLACE and 0 <= one.delay_time <= LONGEST_DELAY_TIME for one in known)
    cleared = operator.clearances.values_list("tenant_id", flat=True)
    if not is_good or len(wanted) < len(known) or (home_id is not None and home_id not in cleared):
        raise PreferenceInvalid(str(operator.pk))
    Operator.objects.filter(pk=operator.pk).update(home_id=home_id)
    Preference.objects.filter(operator=operator).delete()
    Preference.objects.bulk_create(
        Preference(operator=operator, queue_id=one.queue_id, place=one.place, delay_time=one.delay_time)
        for one in wanted.values()
    )


def clear(*, operator: Operator, tenant_ids: Iterable[int], now: datetime) -> None:
    """Allow the operator to serve exactly these companies."""
    wanted = set(tenant_ids)
    Clearance.objects.filter(operator=operator).exclude(tenant_id__in=wanted).delete()
    rows = [Clearance(operator=operator, tenant_id=tenant_id, granted_at=now) for tenant_id in sorted(wanted)]
    Clearance.objects.bulk_create(rows, ignore_conflicts=True)


def rate(*, operator: Operator, levels: Mapping[str, int]) -> None:
    """Give the operator exactly these skills, each with a level from 1 to 5."""
    Proficiency.objects.filter(operator=operator).exclude(skill__name__in=levels).delete()
    for name, level in sorted(levels.items()):
        skill, _ = Skill.objects.get_or_create(name=name)
        Proficiency.objects.update_or_create(operator=operator, skill=skill, defaults={"level": level})
