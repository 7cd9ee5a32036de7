"""A small table kept in the process: read without SQL, forgotten at a NOTIFY, and never older than ten seconds.

What is in use is read anew by the listening thread before it is too old: otherwise every thread of a web server would
wait, each ten seconds, until all the maps of an arriving call had been read one after the other.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection

from cc_saas.lib import wake

logger = logging.getLogger(__name__)

K = TypeVar("K")
V = TypeVar("V")

MAX_AGE = 10.0
LOOK_TIME = 4.0
"""Seconds between two looks at what becomes old: a map is read at an age of five to nine."""

_maps: "dict[str, LiveMap[object, object]]" = {}
_listener_lock = threading.Lock()
_listener: threading.Thread | None = None


class LiveMap(Generic[K, V]):
    """`load` reads the whole table; `channel` is the NOTIFY channel that its writers tell through `changed`."""

    def __init__(self, *, channel: str, load: Callable[[], Mapping[K, V]]) -> None:
        self._channel = channel
        self._load = load
        self._lock = threading.Lock()
        self._found: Mapping[K, V] = {}
        self._fresh_until = 0.0
        self._is_asked = False
        _maps[channel] = self  # type: ignore[assignment]

    def get(self, key: K) -> V | None:
        """The value as it was at most ten seconds ago. Raises what `load` raises."""
        return self.all().get(key)

    def all(self) -> Mapping[K, V]:
        self._is_asked = True
        if time.monotonic() < self._fresh_until:
            return self._found
        with self._lock:
            if time.monotonic() >= self._fresh_until:
                self._reload()
            return self._found

    def changed(self) -> None:
        """Tell every process, this one at once and the others at the commit of the running transaction."""
        self.forget()
        wake.notify(self._channel)

    def forget(self) -> None:
        self._fresh_until = 0.0

    def refresh(self) -> None:
        """Read what is asked for and becomes old, while those who ask still get what is there. Raises what `load` raises."""
        if self._is_asked and time.monotonic() > self._fresh_until - MAX_AGE / 2:
            self._is_asked = False
            with self._lock:
                self._reload()

    def _reload(self) -> None:
        _listen_once()
        # Counted from before the query: a change that commits meanwhile is seen ten seconds later at most.
        fresh_until = time.monotonic() + MAX_AGE
        self._found = self._load()
        self._fresh_until = fresh_until


def changed(channel: str) -> None:
    """Tell every process that a map's table has changed; for writers that stand below the map's owner."""
    known = _maps.get(channel)
    if known is not None:
        known.forget()
    wake.notify(channel)


def forget_all() -> None:
    """Make every map of this process read its table again."""
    for known in list(_maps.values()):
        known.forget()


def _listen_once() -> None:
    """Start the listening thread of a process that serves, once, and again in a forked child."""
    global _listener
    if settings.CC_ROLE == "command":
        return
    with _listener_lock:
        if _listener is None or not _listener.is_alive():
            _listener = threading.Thread(target=_forget_when_told, name="livemap", daemon=True)
            _listener.start()


def _forget_when_told() -> None:
    for found in wake.listen(*_maps, tick_time=LOOK_TIME):
        if found is None:
            _refresh_all()
            continue
        known = _maps.get(found.channel)
        if known is not None:
            known.forget()


def _refresh_all() -> None:
    """What cannot be read now is left to whoever asks for it when it is too old."""
    try:
        for known in list(_maps.values()):
            known.refresh()
    except Exception as error:  # noqa: BLE001
        logger.warning("maps not read", extra={"error": type(error).__name__})
    finally:
        connection.close()
