"""The locks that every door uses: who calls, and whether this door is for them.

`@declares(scope=..., permission=...)` stands on every view, consumer, task and command. A door without it is closed.
"""

from typing import Any

from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication, get_authorization_header
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from cc_saas.lib.clock import now
from tenants.accounts import selectors, services
from tenants.accounts.doors import declares
from tenants.accounts.principals import CompanyKey
from tenants.accounts.types import Permission, Scope, TokenKind

__all__ = [
    "BearerOrSession",
    "DeclaredPermission",
    "allows",
    "declaration",
    "declares",
    "second_factor_missing",
]

# An operator's key opens nothing but the console.
OPERATOR_TOKEN_PATHS = ("/api/v1/console/",)


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
        if not allows(request=request, scope=scope, permission=permission):
            return False
        return scope is Scope.PUBLIC or not second_factor_missing(request=request)


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


def second_factor_missing(*, request: Any) -> bool:
    """Whether a browser's person must set up a second factor first. Keys are 256 random bits: they need none."""
    if getattr(request, "auth", None) is not None:
        return False
    company_id = selectors.company_id_of(request)
    return company_id == selectors.PUBLIC_COMPANY_ID and selectors.needs_second_factor(user=request.user)
