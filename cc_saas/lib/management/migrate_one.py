"""Migrating one schema: what belongs to the other kind of schema is noted there, not walked through.

Every schema records every migration, while only those of its own apps do anything in it. Django renders all models
anew at nearly each operation, also of the others: most of a migration's time went into walking through them.
"""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoCommand
from django.db import connection, router
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

# Whatever else is asked for (a plan, one app) is the original commands' to answer.
PLAIN = {"app_label": None, "migration_name": None}
FLAGS = ("plan", "prune", "run_syncdb", "check_unapplied", "fake", "fake_initial")


class Command(DjangoCommand):
    """What TENANT_BASE_MIGRATE_COMMAND names: django-tenants runs it in each schema."""

    # Written out: the library stands below the room that names scopes.
    cc_scope = "PUBLIC"
    cc_permission = "NONE"

    def handle(self, *args: Any, **options: Any) -> None:
        """Note the strangers where everything is to be migrated, then do as Django does."""
        if is_plain(options, PLAIN):
            note_strangers()
        super().handle(*args, **options)


def is_plain(options: dict[str, Any], expected: dict[str, Any]) -> bool:
    """Whether the options say what is expected, and no flag is set beside them."""
    asked = all(options.get(name) == value for name, value in expected.items())
    return asked and not any(options.get(flag) for flag in FLAGS)


def note_strangers() -> None:
    """Record the migrations that do nothing in the connection's schema, unless one waits for one that does."""
    loader = MigrationLoader(connection)
    recorder = MigrationRecorder(connection)
    strange = {key for key in loader.graph.nodes if not router.allow_migrate(connection.alias, key[0])}
    for key in sorted(strange - set(loader.applied_migrations or {})):
        if strange.issuperset(loader.graph.forwards_plan(key)):
            recorder.record_applied(*key)
