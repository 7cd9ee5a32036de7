"""App of the presence room."""

from django.apps import AppConfig


class PresenceConfig(AppConfig):
    """Shared-schema app with the live state of the operators."""

    name = "agents.presence"
    label = "presence"
