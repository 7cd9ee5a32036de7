"""The database backend: ENGINE "cc_saas.lib.database"."""

import select
import threading
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql.base import Cursor, ServerBindingCursor
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.backends.postgresql.psycopg_any import is_psycopg3
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantsWrapper
from django_tenants.utils import quote_schema_name
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg_pool import ConnectionPool

from cc_saas.lib.database.absence import Absence
from cc_saas.lib.database.pooling import refuse_shared_sessions
from cc_saas.lib.switch import guard

if not is_psycopg3:
    raise ImproperlyConfigured("psycopg 3 is needed: its pool is the only pooling that was found safe.")

_ANSWERS_NOTHING = (TransactionStatus.INERROR, TransactionStatus.UNKNOWN)
_checked: set[tuple[Any, ...]] = set()
_checking = threading.Lock()
_server = Absence()


def check_alive(connection: "psycopg.Connection[Any]") -> None:
    """Refuse a pooled connection whose server went away, without a round trip for those that live.

    A server that ends closes its socket, so an idle connection with something to read is asked properly.
    Raises psycopg.OperationalError for a dead one; the pool then opens another.
    """
    readable, _, _ = select.select([connection.fileno()], [], [], 0)
    if readable:
        ConnectionPool.check_connection(connection)


class Operations(DatabaseOperations):
    """Tells what ran with its values in it, also where the server put them in."""

    def last_executed_query(self, cursor: Any, sql: str, params: Any) -> str:
        if isinstance(cursor, ServerBindingCursor):
            return str(self.compose_sql(sql, params))
        told: str = super().last_executed_query(cursor, sql, params)
        return told


class DatabaseWrapper(TenantsWrapper):
    """Each statement passes the guard first."""

    ops_class = Operations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._switches: dict[tuple[str | None, bool], tuple[list[str], bytes]] = {}
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]
        self.execute_wrappers.append(guard)

    @property
    def pool(self) -> "ConnectionPool[Any] | None":
        fresh = self.alias not in self._connection_pools
        pool: ConnectionPool[Any] | None = super().pool
        if pool is not None and fresh:
            pool._check = check_alive
        return pool

    def prepared_cursor(self) -> Any:
        """Return a cursor whose statements the server parses and plans once per session, and not at each call."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        self._handle_search_path()
        with self.wrap_database_errors:
            self.connection.cursor_factory = ServerBindingCursor
            try:
                return self._prepare_cursor(self.create_cursor())
            finally:
                self.connection.cursor_factory = Cursor

    def _handle_search_path(self, cursor: Any = None) -> None:
        """Switch the company as django-tenants does, but without a cursor, which costs ten times the statement.

        It goes out before the BEGIN that psycopg sends with a transaction's first statement. A session that is gone
        or in a failed transaction refuses it: the statement that follows fails by itself, and the next one sets again.
        Any other session would answer that statement from the company before: raises django.db.Error instead.
        """
        if self.search_path_set_schemas:
            return
        key = (self.schema_name, self.include_public_schema)
        if key not in self._switches:
            paths = self._get_cursor_search_paths()  # type: ignore[no-untyped-call]
            names = [quote_schema_name(path) for path in paths]  # type: ignore[no-untyped-call]
            self._switches[key] = paths, f"SET search_path = {','.join(names)}".encode()
        paths, statement = self._switches[key]
        if self.queries_logged:  # whoever counts statements counts this one too
            self.queries_log.append({"sql": statement.decode(), "time": "0.000"})
        with self.wrap_database_errors:
            session = self.connection.pgconn
            answer = session.exec_(statement)
            if answer.status == ExecStatus.COMMAND_OK:
                self.search_path_set_schemas = paths
            elif session.transaction_status not in _ANSWERS_NOTHING:
                raise psycopg.errors.error_from_result(answer)

    def connect(self) -> None:
        _server.refuse_while_gone()
        try:
            super().connect()
        except psycopg.OperationalError:
            _server.failed()
            raise
        _server.answered()
        self._check_server_once()

    def _check_server_once(self) -> None:
        """Once per process and server: is this a session of our own, or a part of one?"""
        server = tuple(self.settings_dict[name] for name in ("HOST", "PORT", "NAME"))
        with _checking:
            if server not in _checked:
                refuse_shared_sessions(self._open_plainly)
                _checked.add(server)

    def _open_plainly(self) -> "psycopg.Connection[Any]":
        params = dict(self.get_connection_params())
        params.pop("cursor_factory", None)
        return psycopg.connect(**params)
