"""Who is this, and what may they do?"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.db.models import Q
from django.utils.crypto import constant_time_compare

from cc_saas.lib.hot import fetch_prepared
from cc_saas.lib.livemap import LiveMap
from cc_saas.lib.rows import Rows
from tenants.accounts.models import ApiToken, RolePermission, Session, User
from tenants.accounts.sessions import COMPANY_KEY, USER_KEY, SessionStore
from tenants.accounts.types import Permission, Role, TokenKind

# What a session stores for the public host: no company has this id.
PUBLIC_COMPANY_ID = 0

_TOKENS = Rows(ApiToken, "user", prepared=True)


def company_id_of(request: Any) -> int:
    """The company of a request's host; 0 on a public host."""
    tenant = getattr(request, "tenant", None)
    return int(tenant.id) if tenant is not None else PUBLIC_COMPANY_ID


def needs_second_factor(*, user: User) -> bool:
    """Whether the person administers the platform, has no one-time codes yet, and this installation wants them."""
    if not settings.CC_REQUIRE_SECOND_FACTOR:
        return False
    if Role.PLATFORM_ADMIN not in roles(user=user, company_id=PUBLIC_COMPANY_ID):
        return False
    return not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def user_by_email(*, email: str) -> User | None:
    return User.objects.filter(email=email.strip().lower()).first()


def owners(*, company_id: int) -> list[User]:
    """Return the people who own a company's account and may sign in."""
    mine = Q(memberships__tenant_id=company_id, memberships__role=Role.OWNER, is_active=True)
    return list(User.objects.filter(mine).order_by("email"))


def roles(*, user: User, company_id: int) -> list[str]:
    """The person's roles on one host; on the public host these are the outsourcer's."""
    found = [role for (role,) in fetch_prepared(_ROLES, [user.pk, company_id or None])]
    if user.is_platform_admin and company_id == PUBLIC_COMPANY_ID and Role.PLATFORM_ADMIN not in found:
        found.append(Role.PLATFORM_ADMIN)
    return found


_ROLES = (
    "SELECT role FROM accounts_membership WHERE user_id = %s AND tenant_id IS NOT DISTINCT FROM %s::bigint"
)


def may_sign_in(*, user: User, company_id: int) -> bool:
    """Whether the person is active and has any role on that host."""
    return user.is_active and bool(roles(user=user, company_id=company_id))


def permits(*, user: User, company_id: int, permission: Permission) -> bool:
    """Whether one of the person's roles on that host includes the permission; NONE asks for any role."""
    if not user.is_active:
        return False
    found = roles(user=user, company_id=company_id)
    if permission is Permission.NONE:
        return bool(found)
    return permission in permissions_of(roles=found)


def permissions_of(*, roles: Iterable[str]) -> set[str]:
    """Everything that the roles allow together."""
    table = _permissions.all()
    return {permission for role in roles for permission in table.get(role, ())}


def _load_permissions() -> Mapping[str, Collection[str]]:
    table: dict[str, set[str]] = {}
    for role, permission in RolePermission.objects.values_list("role", "permission"):
        table.setdefault(role, set()).add(permission)
    return table


_permissions: LiveMap[str, Collection[str]] = LiveMap(channel="cc_permissions", load=_load_permissions)


def permissions_changed() -> None:
    """To be called in the transaction that changes RolePermission."""
    _permissions.changed()


def token_hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def live_token(*, secret: str) -> ApiToken | None:
    """The key that the secret opens, with its owner; None for an unknown, a revoked, or a disabled person's key."""
    found = _TOKENS.first("this.sha256 = %s AND this.revoked_at IS NULL", [token_hash(secret)])
    if found is None or (found.user is not None and not found.user.is_active):
        return None
    return found


def has_live_token(*, user: User | None = None, tenant_id: int | None = None) -> bool:
    """Whether a person (an operator's key) or a company has a key that works."""
    owner = Q(tenant_id=tenant_id) if tenant_id is not None else Q(user=user, kind=TokenKind.OPERATOR)
    return ApiToken.objects.filter(owner, revoked_at__isnull=True).exists()


def key_of_token(token: ApiToken) -> str:
    """What a socket opened with a key has in place of a session's key."""
    return f"token:{token.pk}"


def user_of_session(*, session_key: str, company_id: int) -> User | None:
    """Who is signed in with this session on this host; None where nobody is, or it belongs to another host."""
    store = SessionStore(session_key)
    if not session_key or store.get(COMPANY_KEY) != company_id:
        return None
    user = User.objects.filter(pk=str(store.get(USER_KEY)), is_active=True).first()
    if user is None or not constant_time_compare(
        store.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash()
    ):
        return None
    return user


def session_alive(*, session_key: str) -> bool:
    """Whether a signed-in session, or the key in its place, still works: signing out and revoking delete its row."""
    kind, _, token_id = session_key.partition(":")
    if kind == "token":
        return ApiToken.objects.filter(pk=token_id, revoked_at__isnull=True, user__is_active=True).exists()
    return Session.objects.filter(session_key=session_key, user_id__isnull=False).exists()
