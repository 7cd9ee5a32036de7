"""App of the crisis pages."""

from django.apps import AppConfig


class CrisisPagesConfig(AppConfig):
    """Pages about crises, without tables."""

    name = "telephony.crisis"
    label = "crisis_pages"
