"""App of the waits room."""

from django.apps import AppConfig


class WaitsConfig(AppConfig):
    """Shared-schema app with one row for each wait that is over."""

    name = "telephony.waits"
    label = "waits"
