"""App of the console room."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """The operator's door, without tables."""

    name = "telephony.console"
    label = "console"
