"""Migrating one schema: migrations of the other kind's apps are recorded there without being walked through."""

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from cc_saas.lib.management.migrate_one import note_strangers
from cc_saas.lib.tenancy import migrating

TENANT_LABELS = {name.rpartition(".")[2] for name in settings.TENANT_APPS}


@pytest.mark.django_db
@pytest.mark.parametrize("schema", ["public", "cc_empty_here"])
def test_what_does_nothing_in_a_schema_is_recorded_there(schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA IF NOT EXISTS cc_empty_here")
        before = {tuple(row) for row in _recorded(cursor, "public")}
        with migrating():
            connection.set_schema(schema, include_public=False)  # type: ignore[attr-defined]
            MigrationRecorder(connection).ensure_schema()
            cursor.execute("DELETE FROM django_migrations")
            note_strangers()
            connection.set_schema_to_public()  # type: ignore[attr-defined]
        noted = {tuple(row) for row in _recorded(cursor, schema)}
    of_companies = {row for row in before if row[0] in TENANT_LABELS}
    assert of_companies
    assert noted == (of_companies if schema == "public" else before - of_companies)


def _recorded(cursor: object, schema: str) -> list[tuple[str, str]]:
    cursor.execute(f"SELECT app, name FROM {schema}.django_migrations")  # type: ignore[attr-defined]
    found: list[tuple[str, str]] = cursor.fetchall()  # type: ignore[attr-defined]
    return found
