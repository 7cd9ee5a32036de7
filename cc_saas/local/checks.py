"""What can be known before anything is started, each as one sentence that names the variable to set."""

import errno
import os
import shutil
import socket
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis

from cc_saas.local.errors import LocalProblem

NO_ROOM = "The disk under {folder} is full: make room, or set CC_DATA_DIR to a folder on another disk."
_NEEDED_BYTES = 300 * 1024 * 1024
_PORTS_USED = 3


def port() -> int:
    """CC_PORT, or 8000; the two ports after it are used too."""
    text = os.environ.get("CC_PORT", "").strip() or "8000"
    if not text.isdecimal() or not 1 <= int(text) <= 65_000:
        raise LocalProblem(f"CC_PORT must be a whole number from 1 to 65000, not {text!r}.")
    return int(text)


def before_start(*, folder: Path, ports: Iterable[int]) -> None:
    """Raises LocalProblem for a folder that cannot be used, a taken port, a Redis that does not answer."""
    _room(folder)
    for number in ports:
        _port_is_free(number)
    _redis_answers()
    _postgres_answers()


def _room(folder: Path, needed: int = _NEEDED_BYTES) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise LocalProblem(f"{folder} cannot be made ({problem.strerror}): set CC_DATA_DIR.") from None
    if not os.access(folder, os.W_OK):
        raise LocalProblem(f"{folder} cannot be written to: set CC_DATA_DIR to a folder of yours.")
    if shutil.disk_usage(folder).free < needed:
        raise LocalProblem(NO_ROOM.format(folder=folder))


def _port_is_free(number: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except OSError as problem:
            raise LocalProblem(_port_sentence(number, problem)) from None


def _port_sentence(number: int, problem: OSError) -> str:
    if problem.errno == errno.EACCES:
        return f"Port {number} needs root's rights here: set CC_PORT to one above 1024."
    return (
        f"Port {number} is taken by another program: set CC_PORT to a port that is free, with the "
        f"{_PORTS_USED - 1} after it."
    )


def _postgres_answers() -> None:
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url.startswith(("postgres://", "postgresql://")):
        return  # unset, or the settings will say what is wrong with it
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.Error as problem:
        reason = str(problem).strip().splitlines()[0]
        raise LocalProblem(f"PostgreSQL does not answer ({reason}): check DATABASE_URL.") from None


def _redis_answers() -> None:
    url = os.environ.get("REDIS_URL", "").strip()
    if not url:
        return
    try:
        redis.Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2).ping()
    except (redis.RedisError, ValueError) as problem:
        where = urlsplit(url).hostname or "its address"
        raise LocalProblem(
            f"Redis at {where} does not answer ({type(problem).__name__}): check REDIS_URL."
        ) from None
