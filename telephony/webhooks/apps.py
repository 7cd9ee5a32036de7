"""App of the webhooks room."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Shared-schema app with the carrier's doors and their receipts."""

    name = "telephony.webhooks"
    label = "webhooks"
