"""The rule of the supervisor, with light processes in the product's places: one that dies by itself ends the rest."""

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from cc_saas.local.processes import Running, kill_session, start_process
from cc_saas.local.roles import Role, roles
from cc_saas.local.supervisor import ChildEndedError, Supervisor
from tests.product import Installation
from tests.whole.product import until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
SERVICE = "PostgreSQL"
PLANNED = roles(port=8000, with_simulator=True)


def light(name: str) -> tuple[str, ...]:
    """It says a line and lives until it is ended, with a child of its own."""
    return ("sh", "-c", f"sleep 120 & echo '{name} was here'; wait")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Running]:
    """A server that runs already, and is only watched."""
    path = tmp_path / f"{SERVICE}.log"
    with path.open("wb") as log:
        process = start_process(
            command=light(SERVICE),
            environment=os.environ | {"HERE": str(tmp_path)},
            output=log.fileno(),
            death_signal=signal.SIGKILL,
        )
    yield Running(name=SERVICE, process=process, log=path)
    kill_session(process)


@pytest.mark.parametrize("victim", [*(role.name for role in PLANNED), SERVICE])
def test_one_that_dies_by_itself_ends_the_rest(tmp_path: Path, service: Running, victim: str) -> None:
    here = Installation(folder=tmp_path, port=8000)
    supervisor = Supervisor(logs=tmp_path, environment={"HERE": str(tmp_path)}, services=[service])
    supervisor.start([_lightened(role) for role in PLANNED])
    for name in (*(role.name for role in PLANNED), SERVICE):
        until((tmp_path / f"{name}.log").read_bytes, within=30, every=0.01)
    supervisor.check()
    os.kill(here.pid_of(f"'{victim} was here'"), signal.SIGKILL)
    with pytest.raises(ChildEndedError) as problem:
        supervisor.watch(ended=Event())
    assert str(problem.value) == f"{victim} was killed by SIGKILL; its last lines:\n  | {victim} was here"
    supervisor.stop()
    kill_session(service.process)  # whoever started it stops it
    here.wait_until_nothing_is_left(15)


def _lightened(role: Role) -> Role:
    return replace(role, command=light(role.name), is_up=None)
