"""App of the floor room."""

from django.apps import AppConfig


class FloorConfig(AppConfig):
    """The supervisor's door, without tables."""

    name = "telephony.floor"
    label = "floor"
