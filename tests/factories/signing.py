"""Requests as the carrier sends them: a form, signed, with a token that stays the same over its retries."""

from typing import Any, cast
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from twilio.request_validator import RequestValidator

FORM = "application/x-www-form-urlencoded"
TOKEN = "I-Twilio-Idempotency-Token"


def sid(prefix: str = "CA") -> str:
    """A carrier's id as it should look."""
    return f"{prefix}{uuid4().hex}"


def arrival(**changes: str) -> dict[str, str]:
    """What the carrier sends when somebody dials acme, captured from the simulator and TWILIO's field list."""
    form = {
        "AccountSid": settings.TWILIO_ACCOUNT_SID, "ApiVersion": "2010-04-01", "CallSid": sid(),
        "CallStatus": "ringing", "Direction": "inbound", "From": "+14155550142", "Caller": "+14155550142",
        "To": "+442079460100", "Called": "+442079460100", "FromCity": "", "FromCountry": "US", "ToCountry": "GB",
    }  # fmt: skip
    return form | changes


def post(path: str, form: dict[str, Any], *, token: str = "", signature: str | None = None) -> HttpResponse:
    """POST a form, signed as it should be unless a signature is given."""
    url = f"{settings.PUBLIC_BASE_URL.rstrip('/')}{path}"
    right = RequestValidator(settings.TWILIO_AUTH_TOKEN).compute_signature(url, form)
    headers = {"X-Twilio-Signature": right if signature is None else signature, TOKEN: token or uuid4().hex}
    client = Client(headers={"host": "localhost"}, raise_request_exception=True)
    body = urlencode(form, doseq=True)
    answer: Any = client.post(path, body, content_type=FORM, headers=headers)
    return cast("HttpResponse", answer)
