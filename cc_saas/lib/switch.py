"""The switch between companies, and what the guard compares. Use it through cc_saas.lib.tenancy.

It stands alone because the database backend imports it before any app is ready.
"""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol

from django.db import connection

PUBLIC_SCHEMA = "public"
# A company's slug, and the name of its schema.
SLUG = re.compile(r"[a-z][a-z0-9_]{1,40}")
# While migrating the schema is the migration command's to choose.
ANY_SCHEMA = "*"

_schema: ContextVar[str] = ContextVar("cc_schema", default=PUBLIC_SCHEMA)


class WrongCompany(RuntimeError):
    """A statement was about to run in another schema than the code asked for."""


class NotACompany(ValueError):
    """A name that no company's schema can have."""


class SwitchedInEventLoop(RuntimeError):
    """`in_tenant` was entered in a coroutine: its queries would run in another thread, on another connection."""


class HasSchema(Protocol):
    @property
    def schema_name(self) -> Any: ...


def current_schema() -> str:
    """The schema that the running code has asked for; `public` outside every company."""
    return _schema.get()


@contextmanager
def in_tenant(tenant: HasSchema | str) -> Iterator[None]:
    """Run the block in one company's schema; nests, and puts back what was before.

    Raises NotACompany for a name against the slug rule and SwitchedInEventLoop in a coroutine: there, wrap switch
    and queries together into one function for `database_sync_to_async`.
    """
    with _switched(_company_schema(tenant)):
        yield


@contextmanager
def in_public() -> Iterator[None]:
    """Run the block outside every company, also when called inside one."""
    with _switched(PUBLIC_SCHEMA):
        yield


@contextmanager
def migrating() -> Iterator[None]:
    """Let the migration commands switch schemas by themselves; nothing else may use it."""
    token = _schema.set(ANY_SCHEMA)
    try:
        yield
    finally:
        _schema.reset(token)
        _switch_connection(_schema.get())


@contextmanager
def _switched(schema: str) -> Iterator[None]:
    _refuse_event_loop()
    before = _schema.get()
    _schema.set(schema)
    _switch_connection(schema)
    try:
        yield
    finally:
        _schema.set(before)
        _switch_connection(before)


def _switch_connection(schema: str) -> None:
    if schema != ANY_SCHEMA and connection.schema_name != schema:  # type: ignore[attr-defined]
        connection.set_schema(schema)  # type: ignore[attr-defined]


def _company_schema(tenant: HasSchema | str) -> str:
    schema = tenant if isinstance(tenant, str) else str(tenant.schema_name)
    if not SLUG.fullmatch(schema) or schema == PUBLIC_SCHEMA:
        raise NotACompany(f"{schema!r} cannot be a company's schema.")
    return schema


def _refuse_event_loop() -> None:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise SwitchedInEventLoop("Switch the company inside the function given to database_sync_to_async.")


def guard(execute: Any, sql: str, params: Any, many: Any, context: dict[str, Any]) -> Any:
    """Execute wrapper of every connection: refuse a statement whose connection and context disagree."""
    wanted, actual = _schema.get(), context["connection"].schema_name
    if wanted not in (actual, ANY_SCHEMA):
        raise WrongCompany(f"The code asked for schema {wanted!r}, the connection stands in {actual!r}.")
    return execute(sql, params, many, context)
