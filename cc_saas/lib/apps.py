from django.apps import AppConfig


class LibConfig(AppConfig):
    """First in the list, so that its `migrate` and `migrate_schemas` stand before django-tenants' own."""

    name = "cc_saas.lib"
    label = "lib"
    verbose_name = "Library"
