"""A template database per state of the migrations, cloned for every test process in about 0.1 s.

A test that commits (`transaction=True`) gets a new clone after it instead of Django's flush: the companies and
the cast are there again, and so are the rows that migrations wrote.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import TransactionTestCase
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
_FLOORS = ("cc_saas", "tenants", "agents", "campaigns", "telephony")
_KEPT_TEMPLATES = 3
_clone = ""


def url_of(name: str) -> str:
    """DATABASE_URL with another database's name."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def use_clone(worker: str) -> None:
    """Make this process's connections (and, by DATABASE_URL, its children's) use a clone of the template."""
    global _clone
    _clone = f"test_{worker}"
    template = _ensure_template()
    _recreate(_clone, template=template)
    _point_at(_clone)
    TransactionTestCase._fixture_teardown = _reclone  # type: ignore[attr-defined]


def leave_clone() -> None:
    """Close this process's connections; the clone stays for a look and is replaced by the next run."""
    _disconnect()


@contextmanager
def spare_clone(name: str) -> Iterator[str]:
    """The URL of a further clone, for tests that run real processes of their own against it."""
    full_name = f"{_clone}_{name}"
    _recreate(full_name, template=_template_name())
    try:
        yield url_of(full_name)
    finally:
        _drop(full_name)


@contextmanager
def moved_to_spare_clone(name: str) -> Iterator[None]:
    """This process works in a further clone meanwhile: for a package whose tests share what was made once."""
    with spare_clone(name):
        _point_at(f"{_clone}_{name}")
        try:
            yield
        finally:
            _point_at(_clone)


def _reclone(_case: TransactionTestCase) -> None:
    _disconnect()
    _recreate(_clone, template=_template_name())


def _ensure_template() -> str:
    name = _template_name()
    with _only_one_builder():
        if name not in _templates():
            _build("building")
            with _server() as server:
                server.execute(sql.SQL("ALTER DATABASE building RENAME TO {}").format(sql.Identifier(name)))
        for old in [found for found in _templates() if found != name][:-_KEPT_TEMPLATES]:
            _drop(old)
    return name


def _build(name: str) -> None:
    _recreate(name, template="template0")
    _point_at(name)
    call_command("migrate_schemas", schema_name="public", verbosity=0)
    from tests import cast  # it imports models: migrations come first

    cast.create()
    _disconnect()


def _template_name() -> str:
    """Named by everything that decides what stands in it."""
    digest = hashlib.sha256()
    paths = [path for floor in _FLOORS for path in (ROOT / floor).glob("**/migrations/*.py")]
    paths += [
        ROOT / "requirements.txt",
        ROOT / "cc_saas/settings/apps.py",
        ROOT / "cc_saas/lib/management/migrate_one.py",
        Path(__file__),
        ROOT / "tests/cast.py",
    ]
    for path in sorted(paths):
        if path.exists():
            digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return f"template_{digest.hexdigest()[:16]}"


def _templates() -> list[str]:
    query = "SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%' ORDER BY oid"
    with _server() as server:
        return [row[0] for row in server.execute(query)]


def _recreate(name: str, *, template: str) -> None:
    _drop(name)
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(name), sql.Identifier(template)
    )
    with _server() as server:
        server.execute(statement)


def _drop(name: str) -> None:
    with _server() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _server() -> "psycopg.Connection[Any]":
    return psycopg.connect(url_of("postgres"), autocommit=True)


def _point_at(name: str) -> None:
    _disconnect()
    settings.DATABASES["default"]["NAME"] = name  # the very dictionary that every thread's connection reads
    os.environ["DATABASE_URL"] = url_of(name)


def _disconnect() -> None:
    connection = connections["default"]
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]


@contextmanager
def _only_one_builder() -> Iterator[None]:
    with open(Path(os.environ["CC_DATA_DIR"]) / "template.lock", "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
