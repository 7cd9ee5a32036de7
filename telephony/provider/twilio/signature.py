"""Whether a request really comes from Twilio."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest
from twilio.request_validator import RequestValidator


def is_genuine(request: HttpRequest) -> bool:
    """Tell whether the request is signed with our token and names our account.

    The URL is built from PUBLIC_BASE_URL, never from the Host header, and the path stays byte-identical. The
    validator tries the URL with and without its port, since Twilio does both. The body is unsigned in time and ends
    of values, so AccountSid is compared too. Source: twilio.com/docs/usage/security.
    """
    url = settings.PUBLIC_BASE_URL.rstrip("/") + request.get_full_path()
    signature = request.headers.get("X-Twilio-Signature") or ""
    params: Mapping[str, str] = request.POST if request.method == "POST" else {}
    if not _validator().validate(url, params, signature):
        return False
    sent = request.POST if request.method == "POST" else request.GET
    return sent.get("AccountSid") == settings.TWILIO_ACCOUNT_SID


def _validator() -> RequestValidator:
    return RequestValidator(settings.TWILIO_AUTH_TOKEN)
