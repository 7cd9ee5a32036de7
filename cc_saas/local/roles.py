"""The processes of the product on one machine: what starts each, and how to tell that it is up."""

import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parents[2]
_BIN = Path(sys.executable).parent
# Loopback alone: what the world may reach is a proxy's business. Stopping waits for requests, not for ever.
_GRANIAN = "--host 127.0.0.1 --log-level error --workers-kill-timeout 2"

# 1: beside the preparation of the database; 2: what calls need; 3: what may be late, so that it holds up nothing.
Stage = Literal[1, 2, 3]


@dataclass(frozen=True, kw_only=True)
class Role:
    """One process. `is_up` is asked again and again until it says so; None means: up when started."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    is_up: Callable[[], bool] | None = None
    port: int | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    # What the kernel sends when the supervisor was killed: SIGKILL, unless there are children to take along.
    death_signal: signal.Signals = signal.SIGKILL
    stage: Stage = 2


def roles(*, port: int, with_simulator: bool) -> list[Role]:
    """In the order of starting; they stop the other way round."""
    found = [_web(port), _sockets(port + 1), _router(port), _worker(), _beat()]
    return [*found, _simulator(port + 2)] if with_simulator else found


def _web(port: int) -> Role:
    switches = f"--interface wsgi --workers 1 --blocking-threads 8 {_GRANIAN} --port {port}"
    return Role(
        name="web",
        command=_program("granian", *switches.split(), "cc_saas.wsgi:application"),
        environment={"CC_ROLE": "web"},
        is_up=lambda: _answer(port, "/healthz") != b"",
        port=port,
        death_signal=signal.SIGTERM,
    )


def _sockets(port: int) -> Role:
    # asginl: Channels knows no lifespan.
    switches = f"--interface asginl --workers 1 {_GRANIAN} --port {port}"
    return Role(
        name="sockets",
        command=_program("granian", *switches.split(), "cc_saas.asgi:application"),
        environment={"CC_ROLE": "sockets"},
        is_up=lambda: _listens(port),
        port=port,
        death_signal=signal.SIGTERM,
    )


def _router(web_port: int) -> Role:
    return Role(
        name="router",
        command=_manage("run_router"),
        environment={"CC_ROLE": "router"},
        is_up=lambda: b'"router": "ok"' in _answer(web_port, "/readyz"),
    )


def _worker() -> Role:
    # Threads: one process instead of three, where isolation of tasks from each other is worth less than memory.
    switches = "worker --pool threads --concurrency 4 --loglevel INFO --without-gossip --without-mingle"
    return Role(
        name="worker",
        command=_program("celery", "-A", "cc_saas.celery", *switches.split()),
        environment={"CC_ROLE": "worker"},
        stage=3,
        # Celery's cold shutdown: a task under way goes back to the broker instead of holding up the end.
        stop_signal=signal.SIGQUIT,
    )


def _beat() -> Role:
    # A process of its own: as the worker's child it would outlive a worker that was killed.
    command = _program("celery", "-A", "cc_saas.beat", "beat", "--loglevel", "INFO", "--pidfile=")
    return Role(name="beat", command=command, environment={"CC_ROLE": "worker"}, stage=3)


def _simulator(port: int) -> Role:
    command = _manage("run_simulator")
    return Role(name="simulator", command=command, is_up=lambda: _listens(port), port=port, stage=1)


def _program(name: str, *words: str) -> tuple[str, ...]:
    return (str(_BIN / name), *words)


def _manage(*words: str) -> tuple[str, ...]:
    return (sys.executable, str(ROOT / "manage.py"), *words)


def _answer(port: int, path: str) -> bytes:
    """The body of a good answer, else nothing."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.read() if answer.status == 200 else b""
    except (OSError, HTTPException):
        return b""
    finally:
        connection.close()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
