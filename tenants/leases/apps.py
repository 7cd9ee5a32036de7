"""App of the leases room."""

from django.apps import AppConfig


class LeasesConfig(AppConfig):
    """Shared-schema app with the duty leases."""

    name = "tenants.leases"
    label = "leases"
