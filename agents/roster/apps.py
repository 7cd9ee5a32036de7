"""App of the roster room."""

from django.apps import AppConfig


class RosterConfig(AppConfig):
    """Shared-schema app with the operators and their clearances."""

    name = "agents.roster"
    label = "roster"
