"""`make run`: bring the product up on this machine, say where it is, and take all of it down again."""

import ctypes
import errno
import os
import signal
import sys
import time
from threading import Event

from cc_saas.local import checks, environment, orphans, table
from cc_saas.local.errors import LocalProblem
from cc_saas.local.guard import Guard
from cc_saas.local.preparation import prepare
from cc_saas.local.processes import end_on_signal, guard_children
from cc_saas.local.roles import Role, roles
from cc_saas.local.services import Services
from cc_saas.local.supervisor import Supervisor

_PR_SET_PDEATHSIG = 1


def main() -> int:
    """Run until a signal comes or a process ends by itself; answers the exit code."""
    guard = Guard()
    guard_children(guard)
    orphans.adopt()
    ended = end_on_signal()
    _end_with_make()
    try:
        _run(ended)
    except LocalProblem as problem:
        return _fail(str(problem))
    except OSError as problem:
        if problem.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        return _fail(checks.NO_ROOM.format(folder=environment.data_folder()))
    finally:
        orphans.end_all(but=guard.pid)
        guard.dismiss()
    return 0


def _run(ended: Event) -> None:
    began = time.monotonic()
    folder = environment.data_folder()
    port = checks.port()
    simulated = not os.environ.get("TWILIO_API_BASE_URL", "").strip()
    planned = roles(port=port, with_simulator=simulated)
    checks.before_start(folder=folder, ports=[role.port for role in planned if role.port])
    values = environment.assemble(folder=folder, port=port, simulated=simulated)
    prepare("settings", environment=values, ended=ended)
    services = Services(folder=folder)
    _say("Starting PostgreSQL and Valkey ...")
    services.start()
    try:
        values |= services.addresses()
        environment.write(folder=folder, values=values)
        supervisor = Supervisor(logs=folder / "logs", environment=values, services=services.running())
        _run_product(supervisor, planned, values=values, began=began, ended=ended)
    finally:
        services.stop()
        _say("Stopped.")


def _run_product(
    supervisor: Supervisor, planned: list[Role], *, values: dict[str, str], began: float, ended: Event
) -> None:
    try:
        supervisor.start([role for role in planned if role.stage == 1])
        prepare("database", environment=values, ended=ended)
        if ended.is_set():
            return
        _say(f"Starting {', '.join(role.name for role in planned)} ...")
        supervisor.start([role for role in planned if role.stage == 2])
        supervisor.wait_until_up(ended=ended)
        supervisor.start([role for role in planned if role.stage == 3])
        if not ended.is_set():
            print(table.render(values=values, seconds=time.monotonic() - began), flush=True)
            supervisor.watch(ended=ended)
    finally:
        _say("Stopping ...")
        supervisor.stop()


def _end_with_make() -> None:
    """`make` killed by -9 cannot pass anything on: on Linux the kernel then tells us."""
    if "MAKELEVEL" in os.environ and sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)


def _fail(sentence: str) -> int:
    print(f"\n{sentence}", file=sys.stderr, flush=True)
    return 1


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
