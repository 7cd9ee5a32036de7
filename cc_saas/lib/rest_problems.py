"""Errors of the REST interface as RFC 9457 problem details. Apart, so that only those who serve it import its framework."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from cc_saas.lib.problems import CONTENT_TYPE, problem


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """Django REST framework's EXCEPTION_HANDLER; None lets Django answer with `server_error`."""
    response = exception_handler(error, context)
    if response is None:
        return None
    response.data = problem(status=response.status_code, **_told(error, response))
    response.content_type = CONTENT_TYPE
    return response


def _told(error: Exception, response: Response) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        return {"title": _("The request is not valid"), "code": "invalid", "errors": response.data}
    if isinstance(error, Http404):
        return {"title": _("Not found"), "code": "not_found"}
    if isinstance(error, PermissionDenied):
        return {"title": _("Not allowed"), "code": "permission_denied"}
    if isinstance(error, exceptions.APIException):
        code = error.get_codes()
        return {
            "title": str(error.default_detail),
            "detail": str(error.detail),
            "code": code if isinstance(code, str) else error.default_code,
        }
    return {"title": _("Error"), "code": "error"}
