"""App of the reports room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Tenant-schema app."""

    name = "campaigns.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
