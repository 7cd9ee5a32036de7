"""The servers of one test run: one PostgreSQL for all its processes, one Valkey for each.

Runs beside each other take different folders (`CC_DATA_DIR/test/1`, `2`, ...), which keep their template databases.
"""

import atexit
import os
from pathlib import Path

from cc_saas.local import environment
from cc_saas.local.errors import LocalProblem
from cc_saas.local.lock import FolderLock
from cc_saas.local.postgres import Postgres
from cc_saas.local.valkey import Valkey

_SLOTS = 20
# What the tests may count on, whatever the shell says.
_FIXED = {
    "DJANGO_SETTINGS_MODULE": "cc_saas.settings.test",
    "TWILIO_ACCOUNT_SID": "AC" + "a1" * 16,
    "TWILIO_AUTH_TOKEN": "b2" * 16,
    "TWILIO_API_KEY_SID": "SK" + "c3" * 16,
    "TWILIO_API_KEY_SECRET": "d4" * 16,
    "CC_SOFTPHONE": "none",
}
_UNSET = (
    "PUBLIC_BASE_URL",
    "CC_PORT",
    "CC_WS_URL",
    "CC_COMPANY_DOMAIN",
    "TWILIO_API_BASE_URL",
    "CC_ROLE",
    "SECRET_KEY",
)

postgres: Postgres | None = None
valkey: Valkey | None = None
_lock: FolderLock | None = None


def worker() -> str:
    """This process's name among those of the run: `main`, or xdist's `gw0`, `gw1`, ..."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def start() -> None:
    """Start what this process needs and say in the environment where it is."""
    global valkey
    if worker() == "main":
        _start_postgres()
        os.environ.update(_FIXED)
        for name in _UNSET:
            os.environ.pop(name, None)
    folder = Path(os.environ["CC_DATA_DIR"])
    valkey = Valkey(folder=folder / f"valkey-{worker()}", logs=folder / "logs", durable=False)
    valkey.start()
    os.environ["REDIS_URL"] = valkey.url()
    atexit.register(stop)


def stop() -> None:
    """Stop what this process started; the kernel does it too when the process is killed."""
    for server in (valkey, postgres):
        if server is not None:
            server.stop()
    if _lock is not None:
        _lock.release()


def _start_postgres() -> None:
    global postgres, _lock
    folder, _lock = _free_folder(environment.data_folder() / "test")
    postgres = Postgres(folder=folder / "postgres", logs=folder / "logs", durable=False)
    postgres.start()
    os.environ["CC_DATA_DIR"] = str(folder)
    os.environ["DATABASE_URL"] = postgres.url(database="postgres")


def _free_folder(parent: Path) -> tuple[Path, FolderLock]:
    for number in range(1, _SLOTS + 1):
        folder = parent / str(number)
        (folder / "logs").mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FolderLock(folder=folder)
        try:
            lock.take()
        except LocalProblem:
            continue
        return folder, lock
    raise LocalProblem(f"{_SLOTS} test runs are under way in {parent}: set CC_DATA_DIR to another folder.")
