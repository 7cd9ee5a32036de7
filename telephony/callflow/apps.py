"""App of the callflow room."""

from django.apps import AppConfig


class CallflowConfig(AppConfig):
    """The stages of a call, without tables."""

    name = "telephony.callflow"
    label = "callflow"
