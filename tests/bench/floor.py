"""What an inbound webhook cannot do without: the signature, one transaction with as many plain INSERTs, constant TwiML."""

from functools import cache
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from psycopg_pool import ConnectionPool
from twilio.request_validator import RequestValidator

from tenants.accounts.api import declares
from tenants.accounts.types import Scope

INSERTS = 5
"""As many as the voice webhook makes: call, place, receipt, record, events."""

TABLE = """CREATE TABLE IF NOT EXISTS bench_floor (
    id uuid PRIMARY KEY, a text, b text, c text, d text, body bytea, at timestamptz)"""
INSERT = "INSERT INTO bench_floor VALUES (%s, %s, %s, %s, %s, %s, now())"
ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response><Pause length="1"/></Response>'


@csrf_exempt
@declares(scope=Scope.PUBLIC)
def floor(request: HttpRequest) -> HttpResponse:
    """The floor."""
    url = settings.PUBLIC_BASE_URL + request.get_full_path()
    signature = request.headers.get("X-Twilio-Signature") or ""
    if not RequestValidator(settings.TWILIO_AUTH_TOKEN).validate(url, request.POST, signature):
        return HttpResponse(status=403)
    sid, caller, called = (request.POST[name] for name in ("CallSid", "From", "To"))
    with _pool().connection() as database, database.transaction():
        for _ in range(INSERTS):
            database.execute(INSERT, [uuid4(), sid, caller, called, "WAITING", request.body])
    return HttpResponse(ANSWER, content_type="text/xml")


@csrf_exempt
@declares(scope=Scope.PUBLIC)
def constant(request: HttpRequest) -> HttpResponse:
    """A view that does nothing."""
    return HttpResponse(ANSWER, content_type="text/xml")


@cache
def _pool() -> "ConnectionPool[Any]":
    params = connection.get_connection_params()
    params.pop("cursor_factory", None)
    pool = ConnectionPool(kwargs=params, min_size=4, max_size=8, open=True)
    with pool.connection() as database:
        database.execute(TABLE)
    return pool
