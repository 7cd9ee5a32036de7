"""Which websocket leads to which consumer. Sockets tell; whoever wants to command uses REST."""

from typing import Any

from django.urls import path

from telephony.console.consumers import ConsoleConsumer
from telephony.floor.consumers import FloorConsumer

urlpatterns: list[Any] = [
    path("ws/console/", ConsoleConsumer.as_asgi()),
    path("ws/floor/", FloorConsumer.as_asgi()),
]
