"""A company gets a schema that cannot be told from a migrated one."""

import os
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from cc_saas.lib.tenancy import in_tenant, resolve_host
from tenants.directory import template
from tenants.directory.dump import strip
from tenants.directory.models import SchemaTemplate, Tenant
from tenants.directory.selectors import access_company
from tenants.directory.services import change_company, create_company, prepare_template
from tenants.directory.types import CompanyInvalid, CompanyUnknown

ACME = {"slug": "acme_1", "name": "Acme Repairs", "language": "en", "timezone": "Asia/Tbilisi"}

# What a schema is made of. `{s}` is its own name, taken out so that two can be compared.
LOOKS = {
    "columns": """
        SELECT table_name, column_name, ordinal_position, data_type, udt_name, is_nullable, character_maximum_length,
               replace(column_default, '{s}', 'S'), is_identity, identity_generation
          FROM information_schema.columns WHERE table_schema = '{s}' ORDER BY 1, 3""",
    "constraints": """
        SELECT conrelid::regclass::text, conname, contype, replace(pg_get_constraintdef(oid), '{s}', 'S')
          FROM pg_constraint WHERE connamespace = '{s}'::regnamespace ORDER BY 1, 2""",
    "indexes": """
        SELECT tablename, indexname, replace(replace(indexdef, '"{s}"', 'S'), '{s}', 'S')
          FROM pg_indexes WHERE schemaname = '{s}' ORDER BY 1, 2""",
    "sequences": """
        SELECT sequencename, data_type, start_value, increment_by, max_value, cycle
          FROM pg_sequences WHERE schemaname = '{s}' ORDER BY 1""",
    "triggers": """
        SELECT c.relname, t.tgname, t.tgenabled, replace(pg_get_triggerdef(t.oid), '{s}', 'S')
          FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
         WHERE c.relnamespace = '{s}'::regnamespace AND NOT t.tgisinternal ORDER BY 1, 2""",
    "functions": """
        SELECT proname, replace(prosrc, '{s}', 'S'), provolatile FROM pg_proc
         WHERE pronamespace = '{s}'::regnamespace ORDER BY 1""",
    "views": "SELECT viewname, replace(definition, '{s}', 'S') FROM pg_views WHERE schemaname = '{s}' ORDER BY 1",
    "migrations": 'SELECT app, name FROM "{s}".django_migrations ORDER BY id',
}


def looks(schema: str) -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    with connection.cursor() as cursor:
        for part, query in LOOKS.items():
            cursor.execute(query.replace("{s}", schema))
            found[part] = cursor.fetchall()
    found["constraints"] = [
        (row[0].replace(f"{schema}.", "").replace(f'"{schema}".', ""), *row[1:])
        for row in found["constraints"]
    ]
    return found


def contents(schema: str) -> dict[str, list[tuple[Any, ...]]]:
    """The rows that migrations wrote, as text, without what is made at that moment."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        for (table,) in cursor.fetchall():
            if table != "django_migrations":
                cursor.execute(f'SELECT count(*) FROM "{schema}"."{table}"')
                found[table] = cursor.fetchall()
    return found


@pytest.mark.django_db
def test_a_replayed_company_is_a_migrated_one() -> None:
    replayed, _ = create_company(**ACME)
    SchemaTemplate.objects.all().delete()  # inside a transaction none can be made: the next one is migrated
    migrated, _ = create_company(**ACME | {"slug": "globex"})

    left, right = looks(replayed.schema_name), looks(migrated.schema_name)
    for part in LOOKS:
        assert left[part] == right[part], part
    assert left["columns"]
    assert left["migrations"]
    assert contents(replayed.schema_name) == contents(migrated.schema_name)


@pytest.mark.django_db
def test_twice_changes_nothing() -> None:
    first, created = create_company(**ACME)
    again, created_again = create_company(**ACME | {"name": "Another name"})
    assert (created, created_again) == (True, False)
    assert again.pk == first.pk
    assert access_company(slug="acme_1").name == "Acme Repairs"
    with pytest.raises(CompanyUnknown):
        access_company(slug="nobody")


@pytest.mark.django_db
def test_a_word_of_sql_may_be_a_company() -> None:
    company, created = create_company(**ACME | {"slug": "order"})
    assert created
    with in_tenant(company), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        assert cursor.fetchone() == ("order",)


@pytest.mark.django_db
def test_ids_of_two_companies_start_apart() -> None:
    starts = []
    for slug in ("acme", "globex"):
        company, _ = create_company(**ACME | {"slug": slug})
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT min(last_value), max(last_value) FROM pg_sequences"
                " WHERE schemaname = %s AND sequencename <> 'django_migrations_id_seq'",
                [company.schema_name],
            )
            starts.append(cursor.fetchone())
    assert starts[0] != starts[1]
    assert all(low is None or low >= template.ID_STEP for low, _high in starts)


@pytest.mark.django_db
def test_a_template_of_other_migrations_is_never_replayed() -> None:
    SchemaTemplate.objects.update(migrations_hash="0" * 64, sql="CREATE SCHEMA nonsense;")
    company, created = create_company(**ACME)
    assert created
    assert looks(company.schema_name)["migrations"]


@pytest.mark.django_db
def test_nothing_is_left_where_making_it_fails() -> None:
    SchemaTemplate.objects.update(sql=f"CREATE SCHEMA {template.TEMPLATE_SCHEMA}; SELECT 1 / 0;")
    with pytest.raises(Exception, match="division by zero"), transaction.atomic():
        create_company(**ACME)
    assert not Tenant.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'acme_1'")
        assert cursor.fetchone() is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "a'; create table x()"),
        ("slug", "A"),
        ("slug", "a"),
        ("slug", "public"),
        ("slug", "pg_temp"),
        ("slug", "cc_template_of_companies"),
        ("slug", "acme-1"),
        ("slug", "acme\n"),
        ("slug", "x" * 42),
        ("name", "  "),
        ("name", "x" * 121),
        ("language", "Russian"),
        ("timezone", "Mars/Olympus"),
        ("timezone", "../../etc/passwd"),
        ("colour", "red; background:url(x)"),
    ],
)
@pytest.mark.django_db
def test_what_cannot_be_a_company_is_refused(field: str, value: str) -> None:
    with pytest.raises(CompanyInvalid) as refused:
        create_company(**ACME | {field: value})
    assert refused.value.field == field
    assert not Tenant.objects.exists()


@pytest.mark.django_db
def test_its_host_answers_at_once_and_follows_changes() -> None:
    assert resolve_host("acme-1.localhost:8000") is None
    company, _ = create_company(**ACME)
    found = resolve_host("ACME-1.localhost:8000")
    assert getattr(found, "id", None) == company.pk
    change_company(company=company, name="Acme & Sons")
    assert getattr(resolve_host("acme-1.localhost"), "name", "") == "Acme & Sons"


def test_the_dump_loses_its_session_and_keeps_its_functions() -> None:
    dump = "\n".join(
        [
            "\\restrict abc",
            "-- a comment",
            "SET statement_timeout = 0;",
            "SELECT pg_catalog.set_config('search_path', '', false);",
            "CREATE FUNCTION s.f() RETURNS void AS $$",
            "-- kept",
            "SET x = 1;",
            "$$;",
            "SET default_table_access_method = heap;",
        ]
    )
    assert strip(dump).splitlines() == [
        "CREATE FUNCTION s.f() RETURNS void AS $$",
        "-- kept",
        "SET x = 1;",
        "$$;",
    ]


@pytest.mark.django_db(transaction=True)
def test_without_a_pg_dump_that_connects_companies_are_migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    SchemaTemplate.objects.all().delete()
    monkeypatch.setenv("PGSSLMODE", "disable")
    monkeypatch.setattr("tenants.directory.dump._candidates", lambda: [os.devnull])
    company, created = create_company(**ACME)
    assert created
    assert not SchemaTemplate.objects.exists()
    assert looks(company.schema_name)["migrations"]


@pytest.mark.django_db(transaction=True)
def test_the_template_is_made_again_where_it_is_missing() -> None:
    SchemaTemplate.objects.all().delete()
    create_company(**ACME | {"slug": f"c{uuid4().hex[:8]}"})
    assert SchemaTemplate.objects.get().migrations_hash == template.migrations_hash()


@pytest.mark.django_db(transaction=True)
def test_a_template_prepared_before_a_transaction_is_replayed_in_it() -> None:
    SchemaTemplate.objects.all().delete()
    prepare_template()
    prepared = SchemaTemplate.objects.get()
    with transaction.atomic():
        company, created = create_company(**ACME | {"slug": f"c{uuid4().hex[:8]}"})
        assert created
        assert looks(company.schema_name)["migrations"]
    assert SchemaTemplate.objects.get() == prepared
