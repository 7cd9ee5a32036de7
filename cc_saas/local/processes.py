"""Child processes that cannot outlive the process that started them."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from cc_saas.local.errors import LocalProblem

_LINUX = sys.platform == "linux"
_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000
NOBODY = 65534


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
    drops root's rights where this process has them. Call it from the main thread: the kernel watches the
    thread, not the process.
    """
    prepare = _preparation(death_signal=death_signal, drop=_drop_root() if unprivileged else None)
    return subprocess.Popen(
        [str(word) for word in command],
        env=dict(environment),
        cwd=directory,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        start_new_session=True,
        preexec_fn=prepare,
    )


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
    mask: children would inherit that too.
    """
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: ended.set())
    return ended


def free_port() -> int:
    """A loopback port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@cache
def user_namespaces_work() -> bool:
    """Whether a child of root may step into a user namespace (some containers refuse)."""
    child = os.fork()
    if child == 0:
        try:
            _enter_user_namespace()
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def _preparation(*, death_signal: signal.Signals, drop: Callable[[], None] | None) -> Callable[[], None]:
    """What the child does between fork and exec; everything it needs is loaded before the fork."""
    libc = _libc() if _LINUX else None
    parent = os.getpid()

    def prepare() -> None:
        if drop is not None:
            drop()
        if libc is None:
            return
        libc.prctl(_PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # it died before the kernel was told to watch
            os._exit(1)

    return prepare


def _drop_root() -> Callable[[], None] | None:
    if os.geteuid() != 0:
        return None
    if _LINUX and user_namespaces_work():
        _libc()
        return _enter_user_namespace
    return _become_nobody


def _enter_user_namespace() -> None:
    """Root becomes `nobody` inside a namespace of its own; files it makes still belong to root outside."""
    if _libc().unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{NOBODY} 0 1"),
        ("gid_map", f"{NOBODY} 0 1"),
    ):
        descriptor = os.open(f"/proc/self/{name}", os.O_WRONLY)
        try:
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)


def _become_nobody() -> None:
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def give_to_nobody(folder: Path) -> None:
    """Where namespaces are refused: let the user that the child becomes own `folder`, and say so if it cannot."""
    if os.geteuid() != 0 or (_LINUX and user_namespaces_work()):
        return
    for parent in folder.resolve().parents:
        if not parent.stat().st_mode & 0o001:
            raise LocalProblem(
                f"PostgreSQL will not run as root and this machine refuses user namespaces, so it needs a folder "
                f"that every user may enter, which {parent} is not: set CC_DATA_DIR to such a folder, or "
                f"DATABASE_URL to a server of yours."
            )
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
