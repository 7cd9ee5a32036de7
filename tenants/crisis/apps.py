"""App of the crisis room."""

from django.apps import AppConfig


class CrisisConfig(AppConfig):
    """Shared-schema app with crisis plans, and the times when one was on."""

    name = "tenants.crisis"
    label = "crisis"
    default_auto_field = "django.db.models.BigAutoField"
