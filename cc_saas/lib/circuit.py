"""After a failure leave a neighbour alone for a moment, so that its time limit is paid once and not by everybody."""

import threading
import time


class Circuit:
    """Open for `rest_time` seconds after each failure."""

    def __init__(self, *, rest_time: float = 1.0) -> None:
        self._rest_time = rest_time
        self._rests_until = 0.0
        self._lock = threading.Lock()

    def is_open(self) -> bool:
        return time.monotonic() < self._rests_until

    def failed(self) -> None:
        with self._lock:
            self._rests_until = time.monotonic() + self._rest_time
