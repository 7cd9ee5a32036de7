"""App of the terms room."""

from django.apps import AppConfig


class TermsConfig(AppConfig):
    """Shared-schema app with service terms, walls and notices."""

    name = "tenants.terms"
    label = "terms"
    default_auto_field = "django.db.models.BigAutoField"
