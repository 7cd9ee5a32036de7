"""The processes of the product on one machine: what starts each, and how to tell that it is up."""

import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_BIN = Path(sys.executable).parent


@dataclass(frozen=True, kw_only=True)
class Role:
    """One process. `is_up` is asked again and again until it says so; None means: up when started."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    is_up: Callable[[], bool] | None = None
    port: int | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    # Started before the database is prepared.
    is_first: bool = False


def roles(*, port: int, data: Path, with_simulator: bool) -> list[Role]:
    """In the order of starting; they stop the other way round."""
    found = [_web(port), _sockets(port + 1), _router(), _worker(data)]
    found += [_simulator(port + 2)] if with_simulator else []
    return [role for role in found if _exists(role)]


def _web(port: int) -> Role:
    command = [
        "granian",
        "--interface",
        "wsgi",
        "--workers",
        "1",
        "--blocking-threads",
        "8",
        "--log-level",
        "warning",
    ]
    return Role(
        name="web",
        command=_program(*command, *_listen(port), "--workers-kill-timeout", "3", "cc_saas.wsgi:application"),
        environment={"CC_ROLE": "web"},
        is_up=lambda: _answers(port, "/healthz"),
        port=port,
    )


def _sockets(port: int) -> Role:
    # asginl: Channels knows no lifespan.
    command = ["granian", "--interface", "asginl", "--workers", "1", "--log-level", "warning"]
    return Role(
        name="sockets",
        command=_program(*command, *_listen(port), "--workers-kill-timeout", "2", "cc_saas.asgi:application"),
        environment={"CC_ROLE": "sockets"},
        is_up=lambda: _listens(port),
        port=port,
    )


def _router() -> Role:
    return Role(name="router", command=_manage("run_router"), environment={"CC_ROLE": "router"})


def _worker(data: Path) -> Role:
    command = [
        "celery",
        "-A",
        "cc_saas.celery",
        "worker",
        "--beat",
        "--concurrency",
        "1",
        "--loglevel",
        "INFO",
    ]
    switches = ["--without-gossip", "--without-mingle", "--schedule", str(data / "celerybeat-schedule")]
    return Role(
        name="worker",
        command=_program(*command, *switches),
        environment={"CC_ROLE": "worker"},
        # Celery's cold shutdown: a task under way goes back to the broker instead of holding up the end.
        stop_signal=signal.SIGQUIT,
    )


def _simulator(port: int) -> Role:
    command = _manage("run_simulator")
    return Role(name="simulator", command=command, is_up=lambda: _listens(port), port=port, is_first=True)


def _program(name: str, *words: str) -> tuple[str, ...]:
    return (str(_BIN / name), *words)


def _manage(*words: str) -> tuple[str, ...]:
    return (sys.executable, str(ROOT / "manage.py"), *words)


def _listen(port: int) -> tuple[str, ...]:
    return ("--host", "127.0.0.1", "--port", str(port))


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _exists(role: Role) -> bool:
    """TEMPORARY: not every command is written yet."""
    name = role.command[-1]
    return not name.startswith("run_") or bool(list(ROOT.glob(f"*/*/management/commands/{name}.py")))
