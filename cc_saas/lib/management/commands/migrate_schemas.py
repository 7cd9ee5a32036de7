"""django-tenants' command, let through the query guard: migrating switches schemas by itself.

A plain run first asks in SQL which schemas lack a migration: walking 200 of them to change nothing takes 42 s.
"""

from typing import Any

from django.db import ProgrammingError
from django_tenants.management.commands.migrate_schemas import MigrateSchemasCommand

from cc_saas.lib.health import schemas_behind
from cc_saas.lib.tenancy import in_public, migrating

# Anything else that is asked for (a plan, one app, one schema) is the original command's to answer.
PLAIN = {"app_label": None, "migration_name": None, "schema_name": None, "tenant": False, "shared": False}
FLAGS = ("plan", "prune", "run_syncdb", "check_unapplied", "fake", "fake_initial")


class Command(MigrateSchemasCommand):
    # Written out: the library stands below the room that names scopes.
    cc_scope = "PUBLIC"
    cc_permission = "NONE"

    def handle(self, *args: Any, **options: Any) -> None:
        if self._is_plain(options) and not self._behind():
            if options["verbosity"]:
                self.stdout.write("Every schema is up to date.")
            return
        with migrating():
            super().handle(*args, **options)  # type: ignore[no-untyped-call]

    def _is_plain(self, options: dict[str, Any]) -> bool:
        asked = all(options.get(name) == value for name, value in PLAIN.items())
        return asked and not any(options.get(flag) for flag in FLAGS)

    def _behind(self) -> list[str]:
        try:
            with in_public():
                return schemas_behind()
        except ProgrammingError:  # an empty database
            return ["public"]
