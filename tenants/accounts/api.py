"""The locks that every door uses: who calls, and whether this door is for them.

`@declares(scope=..., permission=...)` stands on every view, consumer, task and command. A door without it is closed.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication, get_authorization_header
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from cc_saas.lib.clock import now
from tenants.accounts import selectors, services
from tenants.accounts.principals import CompanyKey
from tenants.accounts.types import Permission, Scope, TokenKind

T = TypeVar("T")

# An operator's key opens nothing but the console.
OPERATOR_TOKEN_PATHS = ("/api/v1/console/",)


def declares(*, scope: Scope, permission: Permission = Permission.NONE) -> Callable[[T], T]:
    """Say for whom a door is: any host (PUBLIC), a company's host (TENANT), the outsourcer's (OPERATOR)."""

    def mark(door: T) -> T:
        targets: tuple[Any, ...] = (door, getattr(door, "cls", None), getattr(door, "view_class", None))
        for target in filter(None, targets):
            target.cc_scope = scope
            target.cc_permission = permission
        return door

    return mark


class BearerOrSession(SessionAuthentication):
    """`Authorization: Bearer <key>` where it is sent, else the session with CSRF protection."""

    def authenticate(self, request: Request) -> tuple[Any, Any] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"bearer":
            return super().authenticate(request)
        if len(words) != 2:
            raise exceptions.AuthenticationFailed
        return self._by_token(request, words[1].decode("ascii", "replace"))

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'

    def _by_token(self, request: Request, secret: str) -> tuple[Any, Any]:
        token = selectors.live_token(secret=secret)
        if token is None or not _belongs_here(token, request):
            raise exceptions.AuthenticationFailed
        services.touch_token(token=token, now=now())
        return (token.user if token.kind == TokenKind.OPERATOR else CompanyKey(token)), token


def _belongs_here(token: Any, request: Request) -> bool:
    company_id = selectors.company_id_of(request)
    if token.kind == TokenKind.COMPANY:
        return bool(token.tenant_id == company_id)
    return company_id == selectors.PUBLIC_COMPANY_ID and request.path.startswith(OPERATOR_TOKEN_PATHS)


class DeclaredPermission(BasePermission):
    """Reads the declaration of the view, or of its action; refuses where there is none."""

    def has_permission(self, request: Request, view: Any) -> bool:
        scope, permission = declaration(view)
        if scope is None:
            return False
        return allows(request=request, scope=scope, permission=permission)


def declaration(view: Any) -> tuple[Scope | None, Permission]:
    """What a view declares; an action's own declaration comes before its class's."""
    action = getattr(view, getattr(view, "action", None) or "", None)
    for door in (action, view):
        if getattr(door, "cc_scope", None) is not None:
            return door.cc_scope, door.cc_permission  # type: ignore[union-attr]
    return None, Permission.NONE


def allows(*, request: Any, scope: Scope, permission: Permission) -> bool:
    """Whether the request's host fits the scope and its principal has the permission there."""
    if scope is Scope.PUBLIC:
        return True
    company_id = selectors.company_id_of(request)
    if (company_id == selectors.PUBLIC_COMPANY_ID) == (scope is Scope.TENANT):
        return False
    user = request.user
    if not user.is_authenticated:
        return False
    if isinstance(user, CompanyKey):
        return user.permits(permission)
    return selectors.permits(user=user, company_id=company_id, permission=permission)
