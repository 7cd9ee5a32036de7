"""When the server is gone, waiting for it is paid once and not by every request behind.

A web process has few threads. If each request waited its full time for a connection, the tenth caller's webhook
would be answered after many times that, and the carrier would give up before it hears 503.
"""

import time

import psycopg
from django.conf import settings

from cc_saas.lib.circuit import Circuit

# Seconds during which nobody tries, after an attempt has failed.
REST_TIME = 1.0
# A connection within this time (seconds) says that the server lives: then it is the pool that is used up.
RECENT_TIME = 2.0


class Absence:
    """Known to one process. Only web processes hurry; whoever else connects may wait."""

    def __init__(self) -> None:
        self._circuit = Circuit(rest_time=REST_TIME)
        self._answered_at = 0.0

    def refuse_while_gone(self) -> None:
        """Raises psycopg.OperationalError at once where the last attempt has just failed."""
        if settings.CC_ROLE == "web" and self._circuit.is_open():
            raise psycopg.OperationalError("the database did not answer a moment ago")

    def answered(self) -> None:
        self._answered_at = time.monotonic()

    def failed(self) -> None:
        if time.monotonic() - self._answered_at > RECENT_TIME:
            self._circuit.failed()
