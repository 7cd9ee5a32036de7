"""The pool: a dead server is noticed, and a pooler that mixes sessions is refused."""

import time
from typing import Any

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from cc_saas.lib.database.pooling import refuse_shared_sessions
from cc_saas.lib.wake import dedicated_connection
from tenants.directory.models import Tenant

KILL_ALL_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND application_name LIKE 'cc-%' AND pid <> pg_backend_pid()
"""


def test_a_killed_session_is_replaced_before_it_is_used(transactional_db: None) -> None:
    """After PostgreSQL restarts no request pays for a dead connection."""
    Tenant.objects.count()
    connection.close()  # back into the pool
    with dedicated_connection() as killer:
        while killer.execute(KILL_ALL_OTHERS).fetchall():
            time.sleep(0.02)
    assert Tenant.objects.count() == 0


def test_sessions_of_postgresql_pass(transactional_db: None) -> None:
    refuse_shared_sessions(dedicated_connection)


class Handle:
    """What a pooler in transaction mode gives each client: the same backend, one statement at a time."""

    def __init__(self, backend: "psycopg.Connection[Any]") -> None:
        self.autocommit = False
        self.execute = backend.execute

    def __enter__(self) -> "Handle":
        return self

    def __exit__(self, *_error: object) -> None:
        return None


def test_a_pooler_in_transaction_mode_is_refused(transactional_db: None) -> None:
    """Trap 4."""
    with dedicated_connection() as backend:

        def connect() -> Any:
            return Handle(backend)

        with pytest.raises(ImproperlyConfigured, match="session mode"):
            refuse_shared_sessions(connect)
