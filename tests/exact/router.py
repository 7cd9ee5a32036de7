"""A router in a process of its own, turned when the world says so: it may be killed in the middle of a turn.

It is forked from a server that has imported everything, so that a new one costs little.
"""

import logging
import os
import threading
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any

import django

os.environ.setdefault("CC_ROLE", "router")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import DatabaseError, connection  # noqa: E402

from cc_saas.lib import clock, wake  # noqa: E402
from cc_saas.lib.hot import fetch  # noqa: E402
from telephony.calls.claims import HOLDING, Claim  # noqa: E402
from telephony.provider.port import Carrier  # noqa: E402
from tests.exact.remote import RemoteCarrier  # noqa: E402
from tests.exact.time import StandingClock  # noqa: E402
from tests.journeys.router import HandRouter  # noqa: E402


class Failures(logging.Handler):
    """What the router logs as failed is a defect: its loop hides no exception from the world."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it with its traceback."""
        if record.exc_info:
            self._texts.append(logging.Formatter().format(record))

    def taken(self) -> list[str]:
        """What has come since the last time."""
        taken, self._texts = self._texts, []
        return taken


def run(pipe: "Connection[Any, Any]", database: str) -> None:
    """Turn whenever ("turn", now, ticked, reconciles) arrives; ends with the pipe."""
    settings.DATABASES["default"]["NAME"] = database
    standing = StandingClock()
    clock.now = standing.now
    carrier: Carrier = RemoteCarrier(pipe=pipe)
    router = HandRouter(carrier=carrier, stop=threading.Event())
    sign = wake.Sign(kind=HOLDING, number=os.getpid())
    living = wake.listen("exact_router", sign=sign)  # as long as this process lives
    next(living)
    router._carrying.claim = Claim(holder=sign.number)
    failures = Failures()
    logging.disable(logging.WARNING)
    logging.getLogger("telephony").addHandler(failures)
    pipe.send(("ready",))
    try:
        while True:
            _turn(router, standing, *pipe.recv())
            pipe.send(("done", _backend(), failures.taken()))
    except (EOFError, BrokenPipeError):
        return


def _turn(router: HandRouter, standing: StandingClock, now: datetime, ticked: bool, reconciles: bool) -> None:
    standing.push_to(now)
    router.reconciles = reconciles
    router.turn(ticked=ticked)


def _backend() -> int:
    """Whom the server has to end to take this router's connection away."""
    try:
        return int(fetch("SELECT pg_backend_pid()")[0][0])
    except DatabaseError:  # it has just been ended
        connection.close()
        return 0
