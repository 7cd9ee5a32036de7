"""What a child leaves behind when it ends (a web server's worker, PostgreSQL's helpers) ends before the supervisor does.

A group that was killed takes a moment to be gone, PostgreSQL's processes are in sessions of their own, and nobody but
a parent can wait for a process. So on Linux the supervisor asks to become the parent of every orphan below it.
"""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from cc_saas.local.privileges import LINUX, libc

PATIENCE = 2.0  # seconds; whoever is killed is gone sooner, unless the kernel itself waits for a disk
_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
_LOOK = 0.01


def adopt() -> None:
    """Be the parent of every process below this one whose own parent ends; on macOS nothing happens."""
    if LINUX:
        libc().prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_all(*, but: int) -> None:
    """Kill every child of this process except `but`, and return when they and their children are gone.

    Only for the very end: whoever could be asked to stop was asked before.
    """
    deadline = time.monotonic() + PATIENCE
    while (left := _children() - {but}) and time.monotonic() < deadline:
        for pid in left:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        time.sleep(_LOOK)


def _children() -> set[int]:
    return {int(entry.name) for entry in _processes() if _parent(entry) == os.getpid()}


def _processes() -> list[Path]:
    return [entry for entry in Path("/proc").iterdir() if entry.name.isdigit()] if LINUX else []


def _parent(process: Path) -> int:
    """Of proc(5)'s `stat` the second field after the name, which may hold anything but ends with the last bracket."""
    try:
        return int((process / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    except OSError:
        return 0
