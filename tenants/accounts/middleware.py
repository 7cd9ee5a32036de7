"""A session belongs to the host on which it began."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

from tenants.accounts import selectors

SESSION_KEY = "company_id"


class SessionHostMiddleware:
    """Compares the session's company with the host's at each request; a session of another host is ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "_auth_user_id" in request.session and _is_foreign(request):
            logout(request)
        return self.get_response(request)


def _is_foreign(request: HttpRequest) -> bool:
    return bool(request.session.get(SESSION_KEY) != selectors.company_id_of(request))
