"""Starting background work: by name, after the commit, and never at the caller's expense.

Redis is not the record: whatever must happen is also found in PostgreSQL by a sweeper.
"""

import logging
from functools import cache, partial
from typing import Any

from celery import Celery
from django.conf import settings
from django.db import transaction

from cc_saas.lib.circuit import Circuit

logger = logging.getLogger(__name__)

_circuit = Circuit()


def send_on_commit(task: str, **kwargs: Any) -> None:
    """Send a task by its registered name once the running transaction has committed.

    Ids only, as keywords; a task of a company needs `tenant_id`. A broker that cannot be reached is logged.
    """
    transaction.on_commit(partial(send_now, task, **kwargs), robust=True)


def send_now(task: str, **kwargs: Any) -> bool:
    """Send at once; whether the broker took it. Never raises for a broker that is gone."""
    if _circuit.is_open():
        return False
    try:
        _sender().send_task(task, kwargs=kwargs, retry=False)
    except Exception as error:  # noqa: BLE001 - kombu lets errors of every transport through
        _circuit.failed()
        logger.warning("task not sent", extra={"task": task, "error": type(error).__name__})
        return False
    return True


@cache
def _sender() -> Celery:
    """A sender of its own: the library stands below the application that registers the tasks."""
    sender = Celery("cc_saas-sender", set_as_current=False)
    sender.conf.update(settings.CELERY)
    return sender
