"""App of the callbacks room."""

from django.apps import AppConfig


class CallbacksConfig(AppConfig):
    """Shared-schema app with the promised calls that are still to be made."""

    name = "telephony.callbacks"
    label = "callbacks"
