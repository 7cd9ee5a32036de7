"""What machines ask: alive, ready, degraded, and the numbers."""

import io
import json
import logging
import logging.config

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from cc_saas.lib.logs import CallFilter, about_call
from cc_saas.lib.schemas import expected_migrations


def test_alive_on_any_host_without_a_database(client: Client) -> None:
    answer = client.get("/healthz", headers={"host": "nobody.example"})
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_but_degraded_without_a_router(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    told = answer.json()
    assert told["status"] == "degraded"
    assert told["checks"]["database"] == told["checks"]["migrations"] == told["checks"]["redis"] == "ok"
    assert told["checks"]["router"] == "no router is connected"


@pytest.mark.django_db
def test_not_ready_where_a_migration_is_missing(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'directory'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["checks"]["migrations"] == "schemas behind: 1"


@pytest.mark.django_db
def test_degraded_without_redis(client: Client, settings: pytest.FixtureRequest) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"  # type: ignore[attr-defined]
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["checks"]["redis"] == "ConnectionError"


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("10.0.0.7", {}, 200),
        ("127.0.0.1", {"x-forwarded-for": "198.51.100.7"}, 404),
        ("8.8.8.8", {}, 404),
    ],
)
@pytest.mark.django_db
def test_numbers_are_for_peers_inside_the_house(
    client: Client, address: str, headers: dict[str, str], status: int
) -> None:
    answer = client.get("/metrics", headers=headers, REMOTE_ADDR=address)
    assert answer.status_code == status
    assert (b"cc_alerts_total" in answer.content) == (status == 200)


def test_a_log_line_is_json_and_names_its_call() -> None:
    line = _logged_about("5f0c")
    assert line["message"] == "the leg was lost"
    assert line["call_id"] == "5f0c"
    assert line["level"] == "WARNING"
    assert line["operator"] == "op_1"
    assert set(line) >= {"at", "logger", "role"}


def _logged_about(call_id: str) -> dict[str, str]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    formatter = dict(settings.LOGGING["formatters"]["json"])
    factory = logging.config.BaseConfigurator({}).resolve(formatter.pop("()"))
    handler.setFormatter(factory(formatter.pop("format"), **formatter))
    handler.addFilter(CallFilter())
    logger = logging.getLogger("tests.health")
    logger.addHandler(handler)
    try:
        with about_call(call_id):
            logger.warning("the leg was lost", extra={"operator": "op_1"})
    finally:
        logger.removeHandler(handler)
    found: dict[str, str] = json.loads(written.getvalue())
    return found


def test_the_migrations_that_are_expected_are_those_that_django_finds() -> None:
    found = MigrationLoader(None).disk_migrations or {}
    assert expected_migrations() == sorted(f"{app}.{name}" for app, name in found)
