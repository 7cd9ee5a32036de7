"""App of the calls room."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Shared-schema app with the live calls."""

    name = "telephony.calls"
    label = "calls"
