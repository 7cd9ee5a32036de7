"""Embedded PostgreSQL and Valkey on one data folder; `python -m cc_saas.local.services` runs them alone.

That is for work by hand: while it runs, `manage.py` finds both servers through `environment.json`.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cc_saas.local import environment
from cc_saas.local.errors import LocalProblem
from cc_saas.local.lock import FolderLock
from cc_saas.local.postgres import Postgres
from cc_saas.local.processes import Running, end_on_signal
from cc_saas.local.valkey import Valkey


class Services:
    """Both servers on `folder`; one whose URL the environment gives already is not started."""

    def __init__(self, *, folder: Path, durable: bool = True) -> None:
        self.folder = folder
        logs = folder / "logs"
        self._lock = FolderLock(folder=folder)
        wanted_postgres = not (durable and os.environ.get("DATABASE_URL"))
        wanted_valkey = not (durable and os.environ.get("REDIS_URL"))
        self.postgres = (
            Postgres(folder=folder / "postgres", logs=logs, durable=durable) if wanted_postgres else None
        )
        self.valkey = Valkey(folder=folder / "valkey", logs=logs, durable=durable) if wanted_valkey else None

    def start(self) -> None:
        """Hold the folder and start what is wanted; raises LocalProblem, and then leaves nothing running."""
        (self.folder / "logs").mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock.take()
        try:
            if self.valkey is not None:
                self.valkey.start()
            if self.postgres is not None:
                self.postgres.start()
                self.postgres.ensure_database()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop both at the same time and let the folder go."""
        with ThreadPoolExecutor() as pool:
            for server in (self.postgres, self.valkey):
                if server is not None:
                    pool.submit(server.stop)
        self._lock.release()

    def running(self) -> list[Running]:
        """What was started here, for whoever watches it."""
        started = {"PostgreSQL": self.postgres, "Valkey": self.valkey}
        return [
            Running(name=name, process=server.process, log=server.log_path)
            for name, server in started.items()
            if server is not None and server.process is not None
        ]

    def addresses(self) -> dict[str, str]:
        """DATABASE_URL and REDIS_URL of what runs now."""
        return {
            "DATABASE_URL": self.postgres.url() if self.postgres else os.environ["DATABASE_URL"],
            "REDIS_URL": self.valkey.url() if self.valkey else os.environ["REDIS_URL"],
        }


def main() -> int:
    """Run until a signal comes; answers the exit code."""
    folder = environment.data_folder()
    ended = end_on_signal()
    services = Services(folder=folder)
    try:
        services.start()
    except LocalProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    environment.write(folder=folder, values=environment.recall(folder=folder) | services.addresses())
    print(
        f"PostgreSQL and Valkey are up; {folder / 'environment.json'} says where. Ctrl-C ends them.",
        flush=True,
    )
    ended.wait()
    services.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
