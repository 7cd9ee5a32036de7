"""Which websocket leads to which consumer. Sockets tell; whoever wants to command uses REST."""

from typing import Any

from django.urls import path

from telephony.console.consumers import ConsoleConsumer

urlpatterns: list[Any] = [
    path("ws/console/", ConsoleConsumer.as_asgi()),
]
