"""Child processes that cannot outlive the process that started them."""

import os
import random
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cc_saas.local.guard import Guard
from cc_saas.local.privileges import LINUX, libc, way_to_be_somebody

_PR_SET_PDEATHSIG = 1
_guards: list[Guard] = []


@dataclass(frozen=True, kw_only=True)
class Running:
    """A child, and where it writes what it has to say."""

    name: str
    process: "subprocess.Popen[bytes]"
    log: Path


def start_process(
    *,
    command: Sequence[str | Path],
    environment: Mapping[str, str],
    output: int | None,
    death_signal: signal.Signals,
    directory: Path | None = None,
    errors: int | None = subprocess.STDOUT,
    unprivileged: bool = False,
) -> "subprocess.Popen[bytes]":
    """Start a child in a session of its own, so that Ctrl-C reaches this process alone.

    On Linux the kernel sends it `death_signal` when this process is gone, however it went. `unprivileged`
    makes it somebody whom PostgreSQL accepts. Call it from the main thread: the kernel watches the
    thread, not the process.
    """
    preparation = _preparation(death_signal=death_signal, drop=way_to_be_somebody() if unprivileged else None)
    process = subprocess.Popen(
        [str(word) for word in command],
        env=dict(environment),
        cwd=directory,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        start_new_session=True,
        preexec_fn=preparation,
    )
    if _guards:
        _guards[-1].watch(process.pid, death_signal)
    return process


def guard_children(guard: Guard) -> None:
    """Have `guard` watch every child that is started from now on."""
    _guards.append(guard)


def stop_process(process: "subprocess.Popen[bytes]", *, with_signal: signal.Signals, patience: float) -> None:
    """Ask `process` to end, wait `patience` seconds, then kill whatever is left of its session."""
    if process.poll() is None:
        process.send_signal(with_signal)
        try:
            process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            process.kill()
    kill_session(process)


def kill_session(process: "subprocess.Popen[bytes]") -> None:
    """End the children that `process` left behind (its session keeps its number as long as one lives)."""
    with suppress(ProcessLookupError, PermissionError):  # macOS answers EPERM for a group of the dead
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def end_on_signal() -> threading.Event:
    """An event that Ctrl-C, SIGTERM and SIGHUP set.

    Set explicitly: a shell's `&` leaves SIGINT ignored, and children would inherit that. Never blocked by a
    mask: children would inherit that too. SIGQUIT, which the same `&` leaves ignored, ends a Celery worker.
    """
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: ended.set())
    return ended


def free_port(*, in_a_row: int = 1) -> int:
    """A loopback port that nobody listens on at this moment, as are the ones after it.

    Below the range from which the kernel serves connections (Linux: 32768 and above), where a port that is free
    now is often taken a moment later.
    """
    while True:
        first = random.randrange(10_000, 32_000, in_a_row)
        if all(_is_free(port) for port in range(first, first + in_a_row)):
            return first


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _preparation(*, death_signal: signal.Signals, drop: Callable[[], None] | None) -> Callable[[], None]:
    """What the child does between fork and exec; everything it needs is loaded before the fork."""
    library = libc() if LINUX else None
    parent = os.getpid()

    def prepare() -> None:
        if drop is not None:
            drop()
        if library is None:
            return
        library.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # it died before the kernel was told to watch
            os._exit(1)

    return prepare
