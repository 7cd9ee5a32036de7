"""Writes of the roster."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from agents.roster.models import Clearance, Group, GroupMember, Operator, Proficiency, Skill


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
