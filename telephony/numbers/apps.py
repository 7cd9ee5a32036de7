"""App of the numbers room."""

from django.apps import AppConfig


class NumbersConfig(AppConfig):
    """Shared-schema app with the phone numbers."""

    name = "telephony.numbers"
    label = "numbers"
