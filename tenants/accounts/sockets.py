"""The lock before every websocket: the origin must be the host's own, and somebody must have signed in on it."""

from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from channels.db import database_sync_to_async
from channels.security.websocket import WebsocketDenier
from django.conf import settings

from cc_saas.lib.tenancy import CompanyHost, in_public, resolve_host
from tenants.accounts import selectors
from tenants.accounts.models import User

Scope = dict[str, Any]
Application = Callable[
    [Scope, Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Awaitable[None]
]


class SocketAccess:
    """ASGI middleware. Puts `user`, `tenant` (None on public hosts) and `session_key` into the scope, or refuses.

    Refused before it is accepted, a socket answers HTTP 403; there is no close code then.
    """

    def __init__(self, inner: Application) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        found = await database_sync_to_async(admit)(scope)
        inner = WebsocketDenier() if found is None else self.inner
        await inner(scope | (found or {}), receive, send)


def admit(scope: Scope) -> Scope | None:
    """What the handshake proves: the person, the company, and the session or key. None where it proves nothing.

    Synchronous, with every query of its own: to be called through `database_sync_to_async`.
    """
    host = header(scope, b"host")
    place = resolve_host(host)
    if place is None:
        return None
    tenant = place if isinstance(place, CompanyHost) else None
    with in_public():
        found = _by_token(scope, tenant) or _by_session(scope, tenant, host)
    return None if found is None else {"user": found[0], "tenant": tenant, "session_key": found[1]}


def header(scope: Scope, name: bytes) -> str:
    """The value of a header; empty where it is missing."""
    return next((value.decode("latin-1") for key, value in scope.get("headers", []) if key == name), "")


def _by_token(scope: Scope, tenant: CompanyHost | None) -> tuple[User, str] | None:
    """An operator's key in `Authorization: Bearer`, on public hosts only: browsers cannot send it, devices can."""
    kind, _, secret = header(scope, b"authorization").partition(" ")
    if tenant is not None or kind.lower() != "bearer":
        return None
    token = selectors.live_token(secret=secret.strip())
    return (
        (token.user, selectors.key_of_token(token)) if token is not None and token.user is not None else None
    )


def _by_session(scope: Scope, tenant: CompanyHost | None, host: str) -> tuple[User, str] | None:
    """The session's cookie. A browser sends it from any page, so the page must be of the same host (any port)."""
    if urlsplit(header(scope, b"origin")).hostname != urlsplit(f"//{host}").hostname:
        return None
    key = _cookie(scope, settings.SESSION_COOKIE_NAME)
    user = selectors.user_of_session(session_key=key, company_id=tenant.id if tenant is not None else 0)
    if user is None or (tenant is None and selectors.needs_second_factor(user=user)):
        return None
    return user, key


def _cookie(scope: Scope, name: str) -> str:
    try:
        found = SimpleCookie(header(scope, b"cookie")).get(name)
    except CookieError:
        return ""
    return found.value if found is not None else ""
