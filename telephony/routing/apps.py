"""App of the routing room."""

from django.apps import AppConfig


class RoutingConfig(AppConfig):
    """Shared-schema app with the offers."""

    name = "telephony.routing"
    label = "routing"
