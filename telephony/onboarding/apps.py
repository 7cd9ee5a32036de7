"""App of the onboarding room."""

from django.apps import AppConfig


class OnboardingConfig(AppConfig):
    """How companies and operators are taken on, without tables."""

    name = "telephony.onboarding"
    label = "onboarding"
