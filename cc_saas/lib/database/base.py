"""The database backend: ENGINE "cc_saas.lib.database"."""

import select
from typing import Any

from django.db.backends.postgresql.psycopg_any import is_psycopg3
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantsWrapper
from psycopg import Connection
from psycopg_pool import ConnectionPool

from cc_saas.lib.switch import guard

assert is_psycopg3, "psycopg 3 is needed: its pool is the only pooling that was found safe"


def check_alive(connection: "Connection[Any]") -> None:
    """Refuse a pooled connection whose server went away, without a round trip for those that live.

    A server that ends closes its socket, so an idle connection with something to read is asked properly.
    Raises psycopg.OperationalError for a dead one; the pool then opens another.
    """
    readable, _, _ = select.select([connection.fileno()], [], [], 0)
    if readable:
        ConnectionPool.check_connection(connection)


class DatabaseWrapper(TenantsWrapper):  # type: ignore[misc]
    """Each statement passes the guard first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(guard)

    @property
    def pool(self) -> "ConnectionPool[Any] | None":
        fresh = self.alias not in self._connection_pools
        pool: ConnectionPool[Any] | None = super().pool
        if pool is not None and fresh:
            pool._check = check_alive
        return pool
