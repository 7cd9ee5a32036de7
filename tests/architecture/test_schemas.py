"""Public is now, tenant is ever: the two schemas share no app, no key and no table."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from tenants.directory.services import create_company

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("cc_saas", "tenants", "agents", "campaigns", "telephony")
# The only modules that may move a connection to another schema by themselves.
SWITCHERS = {"cc_saas/lib/switch.py"}
ASYNC_ORM = {
    *("aget", "acreate", "acount", "aexists", "afirst", "alast", "aupdate", "adelete", "asave", "aaggregate"),
    *(
        "aget_or_create",
        "aupdate_or_create",
        "abulk_create",
        "abulk_update",
        "ain_bulk",
        "aiterator",
        "acontains",
    ),
    *("alatest", "aearliest", "aadd", "aremove", "aclear", "aset", "arefresh_from_db", "aexplain"),
}


def _models_of(names: list[str]) -> list[type[models.Model]]:
    found = [config for config in apps.get_app_configs() if config.name in names]
    return [model for config in found for model in config.get_models(include_auto_created=True)]


def _sources() -> list[Path]:
    return [
        path
        for floor in FLOORS
        for path in sorted((ROOT / floor).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def test_no_app_stands_in_both_lists() -> None:
    """Trap 7: a table missing in a company would be read from the public schema in silence."""
    assert not set(settings.SHARED_APPS) & set(settings.TENANT_APPS)
    assert set(settings.INSTALLED_APPS) == set(settings.SHARED_APPS) | set(settings.TENANT_APPS)


@pytest.mark.parametrize(
    "model", _models_of(settings.SHARED_APPS) + _models_of(settings.TENANT_APPS), ids=lambda m: m._meta.label
)
def test_no_foreign_key_crosses_schemas(model: type[models.Model]) -> None:
    shared = model in _models_of(settings.SHARED_APPS)
    for field in model._meta.get_fields():
        target = field.related_model if field.is_relation and field.concrete else None
        if isinstance(target, type):
            assert (target in _models_of(settings.SHARED_APPS)) == shared, f"{model._meta.label}.{field.name}"


@pytest.mark.django_db
def test_no_table_stands_in_both_schemas() -> None:
    company, _ = create_company(slug="acme", name="Acme", language="en", timezone="UTC")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.tablename FROM pg_tables a JOIN pg_tables b USING (tablename)"
            " WHERE a.schemaname = 'public' AND b.schemaname = %s AND tablename <> 'django_migrations'",
            [company.schema_name],
        )
        assert cursor.fetchall() == []


def _using(names: set[str]) -> set[str]:
    """The files in which an attribute of such a name is read."""
    return {
        str(path.relative_to(ROOT))
        for path in _sources()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in names
    }


def test_no_native_async_orm() -> None:
    """Trap 2: it runs on another thread's connection, in whatever company that stands."""
    assert _using(ASYNC_ORM) == set()


def test_only_one_place_switches() -> None:
    """`in_tenant` and nothing else: a bare switch stays on the connection for whoever comes next."""
    assert _using({"set_tenant", "set_schema", "set_schema_to_public"}) <= SWITCHERS
