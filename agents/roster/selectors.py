"""Reads of the roster."""

from uuid import UUID

from agents.roster.models import Clearance, Group, Operator, Preference, Skill
from cc_saas.lib.rows import Rows

_OPERATORS = Rows(Operator, prepared=True)


class OperatorUnknown(LookupError):
    """There is no such active operator."""


def operator_of_user(*, user_id: UUID) -> Operator:
    """Return the active operator who signs in as this user. Raises OperatorUnknown."""
    operator = _OPERATORS.first("this.user_id = %s AND this.is_active", [user_id])
    if operator is None:
        raise OperatorUnknown(str(user_id))
    return operator


def access_operator(*, operator_id: UUID) -> Operator:
    """Return the active operator with this id. Raises OperatorUnknown."""
    try:
        return Operator.objects.get(pk=operator_id, is_active=True)
    except Operator.DoesNotExist:
        raise OperatorUnknown(str(operator_id)) from None


def cleared_companies(*, operator_id: UUID) -> list[int]:
    """Return the ids of the companies that this operator may serve."""
    return list(Clearance.objects.filter(operator_id=operator_id).values_list("tenant_id", flat=True))


def is_cleared(*, operator_id: UUID, tenant_id: int) -> bool:
    """Tell whether this operator may serve this company."""
    return Clearance.objects.filter(operator_id=operator_id, tenant_id=tenant_id).exists()


def groups_of(*, tenant_id: int) -> list[Group]:
    """Return a company's groups with their members, by name."""
    return list(Group.objects.filter(tenant_id=tenant_id).prefetch_related("members").order_by("name"))


def operators_for(*, tenant_id: int) -> list[Operator]:
    """Return the active operators who may serve a company, by name."""
    cleared = Operator.objects.filter(clearances__tenant_id=tenant_id, is_active=True)
    return list(cleared.order_by("name", "pk"))


def likings_of(*, operator_id: UUID) -> list[Preference]:
    """Return an operator's own order of queues, the first place first."""
    return list(
        Preference.objects.filter(operator_id=operator_id).order_by("place", "delay_time", "queue_id")
    )


def skill_names() -> list[str]:
    """Return every skill that somebody may master."""
    return list(Skill.objects.order_by("name").values_list("name", flat=True))
