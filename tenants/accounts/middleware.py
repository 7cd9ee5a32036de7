"""Two locks before every page: a session belongs to its host, and a door must be declared for who comes."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from tenants.accounts import doors, selectors
from tenants.accounts.api import allows, second_factor_missing
from tenants.accounts.sessions import COMPANY_KEY, USER_KEY
from tenants.accounts.types import Scope


class SessionHostMiddleware:
    """Compares the session's company with the host's at each request; a session of another host is ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if USER_KEY in request.session and request.session.get(COMPANY_KEY) != selectors.company_id_of(
            request
        ):
            logout(request)
        return self.get_response(request)


class AccessMiddleware:
    """Pages: refuses what declares nothing, sends nobody to the sign-in page, and strangers away.

    REST views check themselves (tenants.accounts.api), because they also know keys.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if doors.is_rest(view):
            return None
        scope, permission = doors.declaration(view)
        if scope is None:
            raise PermissionDenied(f"{view!r} declares no scope.")
        if scope is Scope.PUBLIC:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not allows(request=request, scope=scope, permission=permission):
            raise PermissionDenied
        if second_factor_missing(request=request):
            return redirect("mfa_activate_totp")
        return None
