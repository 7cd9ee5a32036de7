"""Requests as the carrier sends them: a form, signed, with a token that stays the same over its retries."""

import json
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from twilio.request_validator import RequestValidator

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "twilio"
RECORDED: list[dict[str, Any]] = json.loads((FIXTURES / "answered_call.json").read_text())
FORM = "application/x-www-form-urlencoded"
TOKEN = "I-Twilio-Idempotency-Token"


def sid(prefix: str = "CA") -> str:
    """A carrier's id as it should look."""
    return f"{prefix}{uuid4().hex}"


def arrival(**changes: str) -> dict[str, str]:
    """What the carrier sends when somebody dials acme, as it was recorded, with a call id of its own."""
    form = dict(RECORDED[0]["form"])
    return form | {"AccountSid": settings.TWILIO_ACCOUNT_SID, "CallSid": sid()} | changes


def post(path: str, form: dict[str, Any], *, token: str = "", signature: str | None = None) -> HttpResponse:
    """POST a form, signed as it should be unless a signature is given."""
    url = f"{settings.PUBLIC_BASE_URL.rstrip('/')}{path}"
    right = RequestValidator(settings.TWILIO_AUTH_TOKEN).compute_signature(url, form)
    headers = {"X-Twilio-Signature": right if signature is None else signature, TOKEN: token or uuid4().hex}
    client = Client(headers={"host": "localhost"}, raise_request_exception=True)
    body = urlencode(form, doseq=True)
    answer: Any = client.post(path, body, content_type=FORM, headers=headers)
    return cast("HttpResponse", answer)
