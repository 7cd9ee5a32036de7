"""What a router's first turn brings into a process: done once in the server that routers are forked from.

A router that follows a killed one then costs a fork and two connections, not the imports and caches of a cold start.
"""

import gc
import threading

from django.conf import settings
from django.db import connection

from cc_saas.lib.livemap import forget_all
from telephony.provider.twilio.client import carrier
from tests.exact import router  # noqa: F401 (Django is set up by it, before any model is imported)
from tests.journeys.router import HandRouter


def _turn() -> None:
    role, settings.CC_ROLE = settings.CC_ROLE, "command"  # a thread that listens would not outlive the fork
    HandRouter(carrier=carrier(), stop=threading.Event()).turn()
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    forget_all()
    settings.CC_ROLE = role


_turn()
gc.freeze()
