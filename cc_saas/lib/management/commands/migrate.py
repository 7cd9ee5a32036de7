"""`migrate` is `migrate_schemas`: there is no migrating of one schema alone by accident."""

from cc_saas.lib.management.commands.migrate_schemas import Command as Command
