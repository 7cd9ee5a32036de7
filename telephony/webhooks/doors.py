"""What every door of the carrier does: verify before anything is read or written, and answer in the carrier's way."""

import logging
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from telephony.provider.documents import Document
from telephony.provider.twilio.signature import is_genuine
from telephony.provider.twilio.twiml import render
from tenants.accounts.api import declares
from tenants.accounts.types import Scope

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponse]

# Two letters and 32 hexadecimal digits; other carriers of the same protocol use other forms, hence the width.
SID = re.compile(r"[A-Za-z0-9-]{2,64}")
LARGEST_BODY = 64 * 1024


def carrier_door(view: View) -> View:
    """Let only the carrier in: POST, signed with our token, for our account, with a call id that is one.

    A database that is away is 503, at which the carrier asks the fallback URL. Every refusal comes before any write.
    """

    @csrf_exempt
    @wraps(view)
    def door(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        if _is_too_large(request):
            return HttpResponse(status=413)
        _ = (
            request.body
        )  # kept for the receipt: a form of several parts could not be read again once it is parsed
        if not is_genuine(request) or not SID.fullmatch(request.POST.get("CallSid", "-" * 2)):
            logger.warning("webhook refused", extra={"path": request.path})
            return HttpResponse(status=403)
        try:
            return view(request, **kwargs)
        except DatabaseError as error:
            logger.error("webhook: the database did not answer", extra={"error": type(error).__name__})
            return HttpResponse(status=503)

    declares(scope=Scope.PUBLIC)(door)
    return door


def twiml(document: Document | str) -> HttpResponse:
    """Answer with a document, or with one that was rendered before."""
    text = document if isinstance(document, str) else render(document)
    return HttpResponse(text, content_type="text/xml")


def nothing() -> HttpResponse:
    """Answer a callback, whose answer the carrier ignores."""
    return HttpResponse(status=204)


def _is_too_large(request: HttpRequest) -> bool:
    length = request.headers.get("Content-Length", "")
    return length.isdigit() and int(length) > LARGEST_BODY
