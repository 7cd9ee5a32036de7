"""PostgreSQL's NOTIFY and LISTEN: how one process tells another "look again". The payload is a hint, never a record."""

import logging
import threading
import time
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


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of life: an advisory lock of this kind and number, gone the moment PostgreSQL sees the connection end.

    It is shared, so that a process which connects anew holds it beside its own connection that is not yet known dead.
    """

    kind: int
    number: int


def notify(channel: str, payload: str = "") -> None:
    """Tell the listeners of a channel; inside a transaction PostgreSQL delivers at its commit, or never."""
    with connection.prepared_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT pg_notify(%s, %s)", [channel, payload])


def notify_on_commit(channel: str, payload: str = "") -> None:
    """The same under the name that says when: NOTIFY is part of the transaction in which it is sent."""
    notify(channel, payload)


def listen(
    *channels: str, tick_time: float = 1.0, stop: threading.Event | None = None, sign: Sign | None = None
) -> Iterator[Notification | None]:
    """Yield notifications from a connection of its own, for ever or until `stop` is set.

    None means "look by yourself": yielded every `tick_time` seconds, whatever news there is, and after each
    (re)connection, because what was sent in between is lost. A server that is gone is tried again, not raised.
    `sign` is held as long as the connection lasts.
    """
    is_lost = False
    while not _is_set(stop):
        try:
            with dedicated_connection() as listener:
                is_lost = True
                _hold(listener, sign)
                _subscribe(listener, channels)
                yield None
                yield from _received(listener, tick_time, stop)
        except psycopg.Error as error:
            logger.warning(
                "listening interrupted", extra={"channels": channels, "error": type(error).__name__}
            )
            yield None
            if not is_lost:  # one that was there is missed from now on: the first attempt waits for nothing
                (stop or threading.Event()).wait(RETRY_TIME)
            is_lost = False


def _received(
    listener: "psycopg.Connection[Any]", tick_time: float, stop: threading.Event | None
) -> Iterator[Notification | None]:
    """The ticks keep their own time: news at their heels, as there always is, must not be kept waiting by one."""
    due_at = time.monotonic() + tick_time
    while not _is_set(stop):
        left = due_at - time.monotonic()
        if left <= 0:
            due_at = time.monotonic() + tick_time
            yield None
            continue
        for found in listener.notifies(timeout=left, stop_after=1):
            yield Notification(channel=found.channel, payload=found.payload)


def dedicated_connection() -> "psycopg.Connection[Any]":
    """A connection of its own, outside the pool, in autocommit: for what is tied to a session (LISTEN, advisory locks)."""
    params = dict(connection.get_connection_params())
    params.pop("cursor_factory", None)
    params["application_name"] = "cc-listen"
    return psycopg.connect(**params, autocommit=True)


def _subscribe(listener: "psycopg.Connection[Any]", channels: tuple[str, ...]) -> None:
    for channel in channels:
        listener.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))


def _hold(listener: "psycopg.Connection[Any]", sign: Sign | None) -> None:
    if sign is not None:
        listener.execute("SELECT pg_advisory_lock_shared(%s, %s)", [sign.kind, sign.number])


def _is_set(stop: threading.Event | None) -> bool:
    return stop is not None and stop.is_set()
