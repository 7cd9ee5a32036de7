"""Reads of the roster."""

from uuid import UUID

from agents.roster.models import Clearance, Operator


class OperatorUnknown(LookupError):
    """There is no such active operator."""


def operator_of_user(*, user_id: UUID) -> Operator:
    """Return the active operator who signs in as this user. Raises OperatorUnknown."""
    try:
        return Operator.objects.get(user_id=user_id, is_active=True)
    except Operator.DoesNotExist:
        raise OperatorUnknown(str(user_id)) from None


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
