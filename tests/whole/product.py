"""The whole product in processes of its own, as `make run` starts it, but each may be killed and started again."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import psycopg
import requests

from cc_saas.local import environment
from cc_saas.local.processes import start_process
from cc_saas.local.roles import ROOT, Role, roles
from cc_saas.local.services import Services
from tests.product import Installation, inherited

JSON = dict[str, Any]
PATIENCE = 40.0
START_PATIENCE = 90.0


def until(check: Callable[[], Any], *, within: float = PATIENCE, every: float = 0.1) -> Any:
    """Ask again and again; returns the first answer that is true, fails when there is none in time (s)."""
    deadline = time.monotonic() + within
    while True:
        found = check()
        if found:
            return found
        assert time.monotonic() < deadline, f"not within {within} s; the last answer was {found!r}"
        time.sleep(every)


class Product(Installation):
    """PostgreSQL, Valkey, and the product's processes by name: web, sockets, router, worker, simulator."""

    def __init__(self, *, folder: Path) -> None:
        super().__init__(folder=folder)
        self.services = Services(folder=folder, durable=False)
        self.environment: dict[str, str] = {}
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._roles: dict[str, Role] = {}
        self._postgres_port = 0
        self._valkey_port = 0

    # --- life

    def start(self) -> None:
        """Bring everything up with the demo loaded."""
        self.services.start()
        assert self.services.postgres
        assert self.services.valkey
        self._postgres_port, self._valkey_port = self.services.postgres.port, self.services.valkey.port
        self.environment = self._environment()
        environment.write(folder=self.folder, values=self.environment)
        self._roles = {role.name: role for role in roles(port=self.port, with_simulator=True)}
        self.start_role("simulator")
        self._prepare()
        for name in ("web", "sockets", "router", "worker"):
            self.start_role(name, wait=False)
        for name in ("web", "sockets"):
            self._wait_for(name)

    def stop(self) -> None:
        """Take everything down; nothing is left."""
        for name in list(self._processes):
            self.kill(name)
        self.services.stop()

    def start_role(self, name: str, *, wait: bool = True) -> None:
        """Start one process (again). One of its name that still runs would be forgotten, and left behind."""
        assert name not in self._processes, f"{name} runs already"
        role = self._roles[name]
        with (self.folder / "logs" / f"{name}.log").open("ab") as log:
            self._processes[name] = start_process(
                command=role.command,
                environment=os.environ | self.environment | role.environment,
                output=log.fileno(),
                death_signal=role.death_signal,  # of a web server that is killed the worker would stay
                directory=ROOT,
            )
        if wait:
            self._wait_for(name)

    def start_another(self, name: str, *, known_as: str) -> None:
        """One more process of a role, under a name of its own."""
        self._roles[known_as] = replace(self._roles[name], name=known_as)
        self.start_role(known_as)

    def kill(self, name: str) -> None:
        """kill -9: the process and its children. One that is not there stays away."""
        process = self._processes.pop(name, None)
        if process is None:
            return
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            process.kill()
        process.wait()

    def pause(self, name: str) -> None:
        """SIGSTOP: it lives, and does nothing."""
        self._processes[name].send_signal(signal.SIGSTOP)

    def resume(self, name: str) -> None:
        """SIGCONT."""
        self._processes[name].send_signal(signal.SIGCONT)

    def stop_postgres(self) -> None:
        """PostgreSQL goes away."""
        assert self.services.postgres
        self.services.postgres.stop()

    def start_postgres(self) -> None:
        """PostgreSQL comes back where it was."""
        assert self.services.postgres
        self.services.postgres.start(port=self._postgres_port)

    def kill_valkey(self) -> None:
        """Redis is killed; its data, if any, are gone."""
        assert self.services.valkey
        assert self.services.valkey.process
        self.services.valkey.process.kill()
        self.services.valkey.stop()

    def start_valkey(self) -> None:
        """An empty Redis comes back where it was."""
        assert self.services.valkey
        self.services.valkey.start(port=self._valkey_port)

    # --- what it says

    @property
    def url(self) -> str:
        """The public host."""
        return f"http://localhost:{self.port}"

    @property
    def simulator_url(self) -> str:
        """The simulated carrier and its telephone."""
        return f"http://localhost:{self.port + 2}"

    def company_url(self, slug: str) -> str:
        """A company's host."""
        return f"http://{slug.replace('_', '-')}.localhost:{self.port}"

    def command(self, *words: str) -> JSON:
        """Run `manage.py` and read the one JSON object that it prints."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            env=os.environ | self.environment | {"CC_ROLE": "command"},
            cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        answer: JSON = json.loads(done.stdout)
        return answer

    def simulator(self, method: str, path: str, body: JSON | None = None) -> JSON:
        """Ask the simulator."""
        answer = requests.request(method, f"{self.simulator_url}/simulator/{path}", json=body, timeout=20)
        answer.raise_for_status()
        found: JSON = answer.json()
        return found

    def rows(self, query: str, *params: Any) -> list[tuple[Any, ...]]:
        """Look into the database (or change it: what answers with rows)."""
        assert self.services.postgres
        with psycopg.connect(self.services.postgres.url(), autocommit=True) as connection:
            return connection.execute(query, params).fetchall()

    def _environment(self) -> dict[str, str]:
        with patch.dict(os.environ, inherited(), clear=True):
            values = environment.assemble(folder=self.folder, port=self.port, simulated=True)
        return values | self.services.addresses()

    def _prepare(self) -> None:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "cc_saas.local.prepare_database"],
            env=os.environ | self.environment | {"CC_ROLE": "command"},
            cwd=ROOT, capture_output=True, text=True, timeout=180, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]

    def _wait_for(self, name: str) -> None:
        is_up = self._roles[name].is_up
        if is_up is not None:
            until(is_up, within=START_PATIENCE)


def any_caller() -> str:
    """A caller's number that nobody has used yet."""
    return f"+4420794{60000 + uuid4().int % 9999:05d}"
