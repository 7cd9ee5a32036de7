from django.apps import AppConfig

from cc_saas.lib.collector import collector_on


class LibConfig(AppConfig):
    """First in the list, so that its `migrate` and `migrate_schemas` stand before django-tenants' own."""

    name = "cc_saas.lib"
    label = "lib"
    verbose_name = "Library"

    def ready(self) -> None:
        """Every app's models are imported by now."""
        collector_on()
