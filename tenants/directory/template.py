"""The template of a company's schema: made by migrations once, kept as SQL, replayed for each new company."""

import hashlib
import inspect
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from cc_saas.lib.tenancy import in_public, migrating
from cc_saas.lib.wake import dedicated_connection
from tenants.directory.dump import dump_schema
from tenants.directory.models import SchemaTemplate

# Against the rule for slugs of companies (they never begin with cc_), and unmistakable in the SQL.
TEMPLATE_SCHEMA = "cc_template_of_companies"
# Any number, the same everywhere: who builds the template holds this lock.
BUILD_LOCK = 704_112_233
# Ids of different companies start this far apart, so that an id of one means nothing in another.
ID_STEP = 1_000_000


def current_sql() -> str | None:
    """The SQL that makes a company under these migrations on this server; None where it must be migrated.

    Builds the template where it is missing and can be built (not inside a transaction: pg_dump would not see it).
    """
    found = _stored()
    if found is None and not connection.in_atomic_block:
        found = _build_once()
    return found


def replay(*, schema: str, sql: str, tenant_id: int) -> None:
    """Make the schema from the template's SQL, inside the caller's transaction."""
    with connection.cursor() as cursor:
        # As pg_dump itself asks: a function may name a table that comes later.
        cursor.execute("SET LOCAL check_function_bodies = off")
        cursor.execute(sql.replace(TEMPLATE_SCHEMA, f'"{schema}"'))
    offset_ids(schema=schema, tenant_id=tenant_id)


def migrate(*, schema: str, tenant_id: int) -> None:
    """Make the schema by running every migration in it."""
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{schema}"')
    with migrating():
        call_command("migrate_schemas", schema_name=schema, interactive=False, verbosity=0)
    offset_ids(schema=schema, tenant_id=tenant_id)


def offset_ids(*, schema: str, tenant_id: int) -> None:
    """Let the company's sequences begin at a place of their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(oid::regclass, %s, true) FROM pg_class"
            " WHERE relkind = 'S' AND relnamespace = %s::regnamespace AND relname <> 'django_migrations_id_seq'",
            [tenant_id % 2000 * ID_STEP + 1, f'"{schema}"'],
        )


@cache
def migrations_hash() -> str:
    """Of every migration that a company's schema records, and of the text of those that make its tables."""
    digest = hashlib.sha256()
    tenant_apps = {name.rpartition(".")[2] for name in settings.TENANT_APPS}
    for key, migration in sorted((MigrationLoader(None).disk_migrations or {}).items()):
        digest.update(f"{key}\n".encode())
        if key[0] in tenant_apps:
            digest.update(Path(inspect.getfile(type(migration))).read_bytes())
    return digest.hexdigest()


def _server_major() -> int:
    connection.ensure_connection()
    return int(connection.connection.info.server_version) // 10_000


def _stored() -> str | None:
    found = SchemaTemplate.objects.filter(migrations_hash=migrations_hash(), server_major=_server_major())
    return found.values_list("sql", flat=True).first()


def _build_once() -> str | None:
    """Build under a lock that lives on a connection of its own, because migrating closes the usual one."""
    with dedicated_connection() as lock:
        lock.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        lock.execute("SELECT pg_advisory_lock(%s)", [BUILD_LOCK])
        return _stored() or _build()


def _build() -> str | None:
    with in_public():
        _drop()
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {TEMPLATE_SCHEMA}")
        with migrating():
            call_command("migrate_schemas", schema_name=TEMPLATE_SCHEMA, interactive=False, verbosity=0)
        sql = dump_schema(TEMPLATE_SCHEMA)
        _drop()
        if sql is not None:
            _store(sql)
        return sql


def _drop() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {TEMPLATE_SCHEMA} CASCADE")


def _store(sql: str) -> None:
    """Keep this one alone: older ones can never be replayed again."""
    SchemaTemplate.objects.all().delete()
    SchemaTemplate.objects.create(migrations_hash=migrations_hash(), server_major=_server_major(), sql=sql)
