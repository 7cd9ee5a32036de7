"""django-tenants' command, let through the query guard: migrating switches schemas by itself."""

from typing import Any

from django_tenants.management.commands.migrate_schemas import MigrateSchemasCommand

from cc_saas.lib.tenancy import migrating


class Command(MigrateSchemasCommand):
    def handle(self, *args: Any, **options: Any) -> None:
        with migrating():
            super().handle(*args, **options)
