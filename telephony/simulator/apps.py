"""Django's card of this room: it brings a command and a template, no tables."""

from django.apps import AppConfig


class SimulatorConfig(AppConfig):
    """The carrier's simulator."""

    name = "telephony.simulator"
    label = "simulator"
