"""PostgreSQL's NOTIFY and LISTEN: how one process tells another "look again". The payload is a hint, never a record."""

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

logger = logging.getLogger(__name__)

# Seconds before another attempt where the server does not answer.
RETRY_TIME = 1.0


@dataclass(frozen=True, slots=True)
class Notification:
    channel: str
    payload: str


def notify(channel: str, payload: str = "") -> None:
    """Tell the listeners of a channel; inside a transaction PostgreSQL delivers at its commit, or never."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [channel, payload])


def notify_on_commit(channel: str, payload: str = "") -> None:
    """The same under the name that says when: NOTIFY is part of the transaction in which it is sent."""
    notify(channel, payload)


def listen(
    *channels: str, tick_time: float = 1.0, stop: threading.Event | None = None
) -> Iterator[Notification | None]:
    """Yield notifications from a connection of its own, for ever or until `stop` is set.

    None means "look by yourself": yielded after each tick of `tick_time` seconds without news, and after each
    (re)connection, because what was sent in between is lost. A server that is gone is tried again, not raised.
    """
    while not _is_set(stop):
        try:
            with dedicated_connection() as listener:
                _subscribe(listener, channels)
                yield None
                yield from _received(listener, tick_time, stop)
        except psycopg.Error as error:
            logger.warning(
                "listening interrupted", extra={"channels": channels, "error": type(error).__name__}
            )
            yield None
            (stop or threading.Event()).wait(RETRY_TIME)


def _received(
    listener: "psycopg.Connection[Any]", tick_time: float, stop: threading.Event | None
) -> Iterator[Notification | None]:
    while not _is_set(stop):
        heard = False
        for found in listener.notifies(timeout=tick_time, stop_after=1):
            heard = True
            yield Notification(channel=found.channel, payload=found.payload)
        if not heard:
            yield None


def dedicated_connection() -> "psycopg.Connection[Any]":
    """A connection of its own, outside the pool, in autocommit: for what is tied to a session (LISTEN, advisory locks)."""
    params = dict(connection.get_connection_params())
    params.pop("cursor_factory", None)
    params["application_name"] = "cc-listen"
    return psycopg.connect(**params, autocommit=True)


def _subscribe(listener: "psycopg.Connection[Any]", channels: tuple[str, ...]) -> None:
    for channel in channels:
        listener.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))


def _is_set(stop: threading.Event | None) -> bool:
    return stop is not None and stop.is_set()
