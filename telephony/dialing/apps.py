"""App of the dialing room."""

from django.apps import AppConfig


class DialingConfig(AppConfig):
    """Shared-schema app with what was dialled lately, and which countries a company may dial."""

    name = "telephony.dialing"
    label = "dialing"
