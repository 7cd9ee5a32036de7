"""Which schemas lack a migration of this code. Asked at every start, so it needs neither models nor migrations imported."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from django.apps import AppConfig
from django.conf import settings
from django.db import connection
from psycopg import sql


def schemas_behind() -> list[str]:
    """The schemas (public included) that lack a migration of this code; an empty database lacks all of public."""
    with connection.cursor() as cursor:
        return _behind(cursor)


def schemas_behind_at_start() -> list[str]:
    """The same before `django.setup()`. Raises psycopg.OperationalError where PostgreSQL does not answer."""
    database = settings.DATABASES["default"]
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    given = {word: database[name] for name, word in names.items() if database[name]}
    options = {name: value for name, value in database["OPTIONS"].items() if name != "pool"}
    with psycopg.connect(**given, **options) as found, found.cursor() as cursor:
        return _behind(cursor)


def _behind(cursor: Any) -> list[str]:
    cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'django_migrations' ORDER BY 1")
    schemas = [row[0] for row in cursor.fetchall()]
    if "public" not in schemas:
        return ["public"]
    lacking = sql.SQL(" UNION ALL ").join(_lacks(schema) for schema in schemas)
    cursor.execute(lacking.as_string(), [expected_migrations()] * len(schemas))
    return [row[0] for row in cursor.fetchall()]


@cache
def expected_migrations() -> list[str]:
    """ "app.name" of each, by the files' names, as Django finds them; what stands on disk does not change meanwhile."""
    found = [_migrations_of(AppConfig.create(entry)) for entry in settings.INSTALLED_APPS]
    return sorted(name for names in found for name in names)


def _migrations_of(app: AppConfig) -> list[str]:
    spec = find_spec(f"{app.name}.migrations")
    folders = (spec.submodule_search_locations if spec else None) or []
    names = [path.stem for folder in folders for path in Path(folder).glob("*.py")]
    return [f"{app.label}.{name}" for name in names if name[0] not in "_~"]


def _lacks(schema: str) -> sql.Composed:
    """A query that answers the schema's name where it lacks one of the migrations given as its parameter."""
    return sql.SQL(
        "SELECT {name} WHERE EXISTS (SELECT unnest(%s::text[]) EXCEPT SELECT app || '.' || name FROM {table})"
    ).format(name=sql.Literal(schema), table=sql.Identifier(schema, "django_migrations"))
