"""PostgreSQL refuses to run as root, or as a user without a name: how its process becomes somebody.

Inside a user namespace of its own, where the machine allows that: the files it makes still belong to us outside,
and nothing on the machine has to be changed. Else (some containers) root becomes `nobody`, who then owns the folder.
"""

import ctypes
import os
import pwd
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from cc_saas.local.errors import LocalProblem

LINUX = sys.platform == "linux"
_CLONE_NEWUSER = 0x10000000
_NOBODY = 65534


def way_to_be_somebody() -> Callable[[], None] | None:
    """What a child has to do between fork and exec; None where it may stay who we are."""
    if os.geteuid() != 0 and _has_name():
        return None
    if user_namespaces_work():
        libc()  # loaded before the fork
        return _enter_user_namespace
    return _become_nobody if os.geteuid() == 0 else None


@cache
def user_namespaces_work() -> bool:
    """Whether a child may step into a user namespace (some containers refuse, macOS has none)."""
    if not LINUX:
        return False
    child = os.fork()
    if child == 0:
        try:
            libc()
            _enter_user_namespace()
        except OSError:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def hand_over(path: Path) -> None:
    """Make the user that the child will be own `path` and all below; raises LocalProblem when it could not enter."""
    if os.geteuid() != 0:
        return
    owner = 0 if user_namespaces_work() else _NOBODY
    if owner == _NOBODY:
        _demand_entrance(path)
    if path.stat().st_uid != owner:
        for each in (path, *path.rglob("*")):
            os.chown(each, owner, owner, follow_symlinks=False)


@cache
def libc() -> ctypes.CDLL:
    """The C library, for the two calls that Python does not have."""
    return ctypes.CDLL(None, use_errno=True)


def _has_name() -> bool:
    """A container may be started as a number that stands in no list of users."""
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        return False
    return True


def _enter_user_namespace() -> None:
    uid, gid = os.geteuid(), os.getegid()  # inside, before the maps are written, we are nobody already
    if libc().unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{_NOBODY} {uid} 1"),
        ("gid_map", f"{_NOBODY} {gid} 1"),
    ):
        descriptor = os.open(f"/proc/self/{name}", os.O_WRONLY)
        try:
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)


def _become_nobody() -> None:
    os.setgroups([])
    os.setgid(_NOBODY)
    os.setuid(_NOBODY)


def _demand_entrance(path: Path) -> None:
    for parent in path.resolve().parents:
        if not parent.stat().st_mode & 0o001:
            raise LocalProblem(
                f"PostgreSQL will not run as root and this machine refuses user namespaces, so it needs a folder "
                f"that every user may enter, which {parent} is not: set CC_DATA_DIR to such a folder, or "
                f"DATABASE_URL to a server of yours."
            )
