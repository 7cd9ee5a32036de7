"""App of the queues room."""

from django.apps import AppConfig


class QueuesConfig(AppConfig):
    """Shared-schema app with the queues and who waits in them."""

    name = "telephony.queues"
    label = "queues"
