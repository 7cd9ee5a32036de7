"""Who is this, and what may they do?"""

from typing import Any

from tenants.accounts.models import Membership, RolePermission, User
from tenants.accounts.types import Permission

# What a session stores for the public host: no company has this id.
PUBLIC_COMPANY_ID = 0


def company_id_of(request: Any) -> int:
    """The company of a request's host; 0 on a public host."""
    tenant = getattr(request, "tenant", None)
    return int(tenant.id) if tenant is not None else PUBLIC_COMPANY_ID


def user_by_email(*, email: str) -> User | None:
    return User.objects.filter(email__iexact=email.strip()).first()


def roles(*, user: User, company_id: int) -> list[str]:
    """The person's roles on one host; on the public host these are the outsourcer's."""
    found = Membership.objects.filter(user=user, tenant_id=company_id or None)
    return list(found.values_list("role", flat=True))


def may_sign_in(*, user: User, company_id: int) -> bool:
    """Whether the person is active and has any role on that host."""
    if not user.is_active:
        return False
    if company_id == PUBLIC_COMPANY_ID and user.is_platform_admin:
        return True
    return Membership.objects.filter(user=user, tenant_id=company_id or None).exists()


def permits(*, user: User, company_id: int, permission: Permission) -> bool:
    """Whether one of the person's roles on that host includes the permission."""
    if not user.is_active:
        return False
    if permission is Permission.NONE:
        return True
    found = roles(user=user, company_id=company_id)
    return RolePermission.objects.filter(role__in=found, permission=permission).exists()
