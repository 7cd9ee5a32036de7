"""Starts the product's processes, watches them, and stops all of them when one is gone."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from cc_saas.local.errors import LocalProblem
from cc_saas.local.processes import Running, kill_session, start_process
from cc_saas.local.roles import ROOT, Role

START_PATIENCE = 60.0  # seconds, for all of them together; a cold machine compiles bytecode first
STOP_PATIENCE = 4.5
_LOOK = 0.1
_SHOWN_LINES = 15


class ChildEndedError(LocalProblem):
    """A process of the product ended by itself."""


@dataclass(frozen=True, kw_only=True)
class _Child(Running):
    role: Role


class Supervisor:
    """The children, in the order of starting; `services` run already and are only watched."""

    def __init__(self, *, logs: Path, environment: Mapping[str, str], services: Iterable[Running]) -> None:
        self._logs = logs
        self._services = list(services)
        self._environment = dict(environment)
        self._children: list[_Child] = []

    def start(self, roles: Iterable[Role]) -> None:
        """Start all at once; `wait_until_up` says when they are ready."""
        for role in roles:
            self._children.append(self._start(role))

    def wait_until_up(self, *, ended: Event) -> None:
        """Return when every process is up, or a signal came; raises LocalProblem when one ends or takes too long."""
        deadline = time.monotonic() + START_PATIENCE
        waiting = [child for child in self._children if child.role.is_up is not None]
        while waiting and not ended.wait(_LOOK):
            self.check()
            waiting = [child for child in waiting if child.role.is_up is not None and not child.role.is_up()]
            if waiting and time.monotonic() > deadline:
                raise LocalProblem(
                    f"{_names(waiting)} did not come up in {START_PATIENCE:.0f} s: see {self._logs}."
                )

    def watch(self, *, ended: Event) -> None:
        """Return when a signal came; raises ChildEndedError when a process ends by itself."""
        while not ended.wait(_LOOK):
            self.check()

    def check(self) -> None:
        """Raises ChildEndedError with the last lines of a process that is gone."""
        for child in (*self._services, *self._children):
            code = child.process.poll()
            if code is not None:
                raise ChildEndedError(f"{child.name} {_how(code)}; its last lines:\n{_last_lines(child.log)}")

    def stop(self) -> None:
        """Ask all to end, last started first, and kill what is left after STOP_PATIENCE."""
        deadline = time.monotonic() + STOP_PATIENCE
        for child in reversed(self._children):
            if child.process.poll() is None:
                child.process.send_signal(child.role.stop_signal)
        for child in reversed(self._children):
            try:
                child.process.wait(timeout=max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
            kill_session(child.process)
        self._children.clear()

    def _start(self, role: Role) -> _Child:
        path = self._logs / f"{role.name}.log"
        if path.exists():
            path.replace(path.with_suffix(".log.1"))
        with path.open("wb") as log:
            process = start_process(
                command=role.command,
                environment=os.environ | self._environment | role.environment,
                output=log.fileno(),
                death_signal=role.death_signal,
                directory=ROOT,
            )
        return _Child(name=role.name, role=role, process=process, log=path)


def _names(children: Iterable[_Child]) -> str:
    return ", ".join(child.name for child in children)


def _how(code: int) -> str:
    return f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with {code}"


def _last_lines(path: Path) -> str:
    lines = path.read_text(errors="replace").splitlines()[-_SHOWN_LINES:]
    return "\n".join(f"  | {line}" for line in lines) or "  | (it said nothing)"
