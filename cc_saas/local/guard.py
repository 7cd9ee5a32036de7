"""The last one out: a small process that ends the others when the supervisor was killed and could not.

On Linux the kernel tells the children themselves that their parent is gone. It tells no grandchildren, some children
take their time, and macOS tells nobody: hence this one, which notices by the end of a pipe.
"""

import os
import signal
import time
from contextlib import suppress

PATIENCE = 5.0  # seconds between asking and killing
_LOOK = 0.1
_FORGET = "-"


class Guard:
    """Make it while this process has no threads and few files open: it begins with a fork."""

    def __init__(self) -> None:
        reading, self._writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()  # Ctrl-C is for the supervisor
            os.close(self._writing)
            _guard(reading)
            os._exit(0)
        os.close(reading)

    def watch(self, session: int, with_signal: signal.Signals) -> None:
        """End this session with `with_signal`, and then kill it, should this process vanish."""
        os.write(self._writing, f"{session} {int(with_signal)}\n".encode())

    def dismiss(self) -> None:
        """Everything was stopped in order: there is nothing left to guard."""
        os.write(self._writing, f"{_FORGET}\n".encode())
        os.close(self._writing)
        os.waitpid(self.pid, 0)


def _guard(reading: int) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    sessions: dict[int, int] = {}
    with os.fdopen(reading) as pipe:
        for line in pipe:  # ends when the supervisor does
            words = line.split()
            if words == [_FORGET]:
                return
            sessions[int(words[0])] = int(words[1])
    _end(sessions)


def _end(sessions: dict[int, int]) -> None:
    for session, number in reversed(sessions.items()):
        with suppress(OSError):
            os.kill(session, number)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and any(_lives(session) for session in sessions):
        time.sleep(_LOOK)
    for session in sessions:
        with suppress(OSError):
            os.killpg(session, signal.SIGKILL)


def _lives(session: int) -> bool:
    try:
        os.killpg(session, 0)
    except OSError:
        return False
    return True
