"""App of the demo room."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """What the first start loads, without tables."""

    name = "telephony.demo"
    label = "demo"
