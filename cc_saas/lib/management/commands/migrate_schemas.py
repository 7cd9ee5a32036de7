"""django-tenants' command, let through the query guard: migrating switches schemas by itself.

A plain run first asks in SQL which schemas lack a migration: walking 200 of them to change nothing takes 42 s.
"""

from typing import Any

from django.db import ProgrammingError
from django_tenants.management.commands.migrate_schemas import MigrateSchemasCommand

from cc_saas.lib.management.migrate_one import PLAIN, is_plain
from cc_saas.lib.schemas import schemas_behind
from cc_saas.lib.tenancy import in_public, migrating

ALL_SCHEMAS = PLAIN | {"schema_name": None, "tenant": False, "shared": False}


class Command(MigrateSchemasCommand):
    # Written out: the library stands below the room that names scopes.
    cc_scope = "PUBLIC"
    cc_permission = "NONE"

    def handle(self, *args: Any, **options: Any) -> None:
        if is_plain(options, ALL_SCHEMAS) and not self._behind():
            if options["verbosity"]:
                self.stdout.write("Every schema is up to date.")
            return
        with migrating():
            super().handle(*args, **options)  # type: ignore[no-untyped-call]

    def _behind(self) -> list[str]:
        try:
            with in_public():
                return schemas_behind()
        except ProgrammingError:  # an empty database
            return ["public"]
