"""Whether this installation works: alive, ready, degraded.

The database and its migrations decide whether a process is ready. Redis, the router and the carrier are reported as
degraded only: callers are still answered without the first, wait without the second, and are never lost for either.
"""

import logging
import socket
from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit

import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from psycopg import sql

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


def schemas_behind() -> list[str]:
    """The schemas (public included) that lack a migration of this code; an empty database lacks all of public."""
    expected = _expected_migrations()
    schemas = _migrated_schemas()
    if "public" not in schemas:
        return ["public"]
    lacking = sql.SQL(" UNION ALL ").join(_lacks(schema) for schema in schemas)
    with connection.cursor() as cursor:
        cursor.execute(lacking.as_string(), [expected] * len(schemas))
        return [row[0] for row in cursor.fetchall()]


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


@cache
def _expected_migrations() -> list[str]:
    """What stands on disk does not change while a process lives."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return sorted(f"{app}.{name}" for app, name in loader.disk_migrations)


def _migrated_schemas() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'django_migrations' ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


def _lacks(schema: str) -> sql.Composed:
    """A query that answers the schema's name where it lacks one of the migrations given as its parameter."""
    return sql.SQL(
        "SELECT {name} WHERE EXISTS (SELECT unnest(%s::text[]) EXCEPT SELECT app || '.' || name FROM {table})"
    ).format(name=sql.Literal(schema), table=sql.Identifier(schema, "django_migrations"))
