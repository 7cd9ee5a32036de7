"""Whether this installation works: alive, ready, degraded.

The database and its migrations decide whether a process is ready. Redis, the router and the carrier are reported as
degraded only: callers are still answered without the first, wait without the second, and are never lost for either.
"""

import logging
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from cc_saas.lib.schemas import schemas_behind

logger = logging.getLogger(__name__)

OK = "ok"
PATIENCE = 1.0  # seconds for each of Redis and the carrier: a probe must not hang
# A router looks once a second; one that has not for this many seconds hangs or is gone.
ROUTER_SILENCE = 10.0


def alive(request: HttpRequest) -> HttpResponse:
    """GET /healthz: this process answers. It asks nobody, so that a dead database restarts nothing."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """GET /readyz: 503 where requests cannot be served, else 200 and what is degraded."""
    needed = {"database": _checked(_database)}
    if needed["database"] == OK:
        needed["migrations"] = _checked(_migrations)
    if any(state != OK for state in needed.values()):
        return JsonResponse({"status": "unavailable", "checks": needed}, status=503)
    wished = {"redis": _checked(_redis), "router": _checked(_router), "carrier": _checked(_carrier)}
    status = "ready" if all(state == OK for state in wished.values()) else "degraded"
    return JsonResponse({"status": status, "checks": needed | wished})


def router_seen_ago() -> float | None:
    """Seconds since any router last asked the database something; None where none is connected.

    Its connections say so by themselves (`application_name` is set from CC_ROLE), so nobody writes heartbeats.
    """
    query = """SELECT extract(epoch FROM clock_timestamp() - max(state_change)) FROM pg_stat_activity
               WHERE application_name = 'cc-router' AND datname = current_database()"""
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = cursor.fetchone()[0]
    return None if found is None else float(found)


def _checked(check: Callable[[], str]) -> str:
    try:
        return check()
    except Exception as error:  # noqa: BLE001  (whatever it is, the answer is that this does not work)
        logger.warning("health check failed", extra={"check": check.__name__, "error": type(error).__name__})
        return type(error).__name__


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return OK


def _migrations() -> str:
    behind = schemas_behind()
    return f"schemas behind: {len(behind)}" if behind else OK


def _redis() -> str:
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
    )
    try:
        client.ping()
    finally:
        client.close()
    return OK


def _router() -> str:
    seen_ago = router_seen_ago()
    if seen_ago is None:
        return "no router is connected"
    return OK if seen_ago < ROUTER_SILENCE else f"silent for {seen_ago:.0f} s"


def _carrier() -> str:
    """Whether its door can be reached; what it says there is the reconciler's to find out."""
    parts = urlsplit(settings.TWILIO_API_BASE_URL or "https://api.twilio.com")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    socket.create_connection((parts.hostname or "", port), timeout=PATIENCE).close()
    return OK
