"""Errors as RFC 9457 problem details for programs, as a calm page for people."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

CONTENT_TYPE = "application/problem+json"
API_PREFIX = "/api/"


def problem(*, status: int, title: str, detail: str = "", code: str = "", **more: Any) -> dict[str, Any]:
    """The members of RFC 9457, section 3.1; `code` is our own, stable word for programs."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code}
    return body | more


def _answer(request: HttpRequest, *, status: int, title: str, detail: str, code: str) -> HttpResponse:
    if request.path_info.startswith(API_PREFIX):
        body = problem(status=status, title=title, detail=detail, code=code)
        return JsonResponse(body, status=status, content_type=CONTENT_TYPE)
    page = {"title": title, "detail": detail, "status": status}
    return render(request, "problem.html", page, status=status)


def not_found_here(request: HttpRequest) -> HttpResponse:
    """No company and no page of ours has this host name. Plain: a stranger's host gets no page of ours."""
    if request.path_info.startswith(API_PREFIX):
        return _answer(request, status=404, title=_("Not found"), detail="", code="unknown_host")
    return HttpResponse(_("Nothing is here."), status=404, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400."""
    return _answer(request, status=400, title=_("The request is not valid"), detail="", code="bad_request")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403."""
    detail = _("Your role does not include this. Ask an owner of the account.")
    return _answer(request, status=403, title=_("Not allowed"), detail=detail, code="permission_denied")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: mostly a page left open for long."""
    detail = _("The page was open for too long. Go back, reload it, and try again.")
    return _answer(request, status=403, title=_("The form has expired"), detail=detail, code="csrf_failed")


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404."""
    detail = _("The address may be mistyped, or what was here is gone.")
    return _answer(request, status=404, title=_("Not found"), detail=detail, code="not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500, and 503 where the database is what fails: the carrier then takes its fallback URL."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    title, detail = _("Something went wrong"), _("Nothing was lost. The fault is written down; try again.")
    body = problem(status=500, title=title, detail=detail, code="server_error")
    return _plain(request, body)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 without a query and without a template that could need one."""
    title, detail = _("Not available for a moment"), _("The database does not answer. Try again in a minute.")
    response = _plain(request, problem(status=503, title=title, detail=detail, code="unavailable"))
    response["Retry-After"] = "5"
    return response


def _plain(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
    if request.path_info.startswith(API_PREFIX):
        return JsonResponse(body, status=body["status"], content_type=CONTENT_TYPE)
    text = f"{body['title']}. {body['detail']}"
    return HttpResponse(text, status=body["status"], content_type="text/plain; charset=utf-8")
