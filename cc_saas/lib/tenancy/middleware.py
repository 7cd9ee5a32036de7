"""The first thing a request meets: whose host is this?"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponseBase

from cc_saas.lib.problems import not_found_here
from cc_saas.lib.switch import in_public, in_tenant
from cc_saas.lib.tenancy.hosts import PUBLIC, CompanyHost, PublicHost, resolve_host

# Whoever asks whether the process lives need not know a host's name.
ANY_HOST_PATHS = frozenset({"/healthz"})


class HostMiddleware:
    """Sets request.tenant (None on public hosts) and runs a company's request inside its schema; strangers get 404."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = _resolve(request)
        if found is None:
            return not_found_here(request)
        if isinstance(found, PublicHost):
            request.tenant = None  # type: ignore[attr-defined]
            with in_public():
                return self.get_response(request)
        request.tenant = found  # type: ignore[attr-defined]
        request.urlconf = settings.COMPANY_URLCONF
        with in_tenant(found):
            return self.get_response(request)


def _resolve(request: HttpRequest) -> CompanyHost | PublicHost | None:
    if request.path_info in ANY_HOST_PATHS:
        return PUBLIC
    try:
        return resolve_host(request.get_host())
    except DisallowedHost:
        return None
