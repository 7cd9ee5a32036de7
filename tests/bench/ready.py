"""From "operator ready" to "softphone rings", against one claim and one request to the simulator's REST."""

import json
import os
import subprocess
import sys
import time
from uuid import uuid4

import requests

from cc_saas.local.roles import ROOT
from tests.bench.ears import Ears
from tests.bench.offer import AT_REST, Console, Doors, recorded_sql
from tests.bench.report import Measure, median
from tests.bench.stage import Stage
from tests.whole.product import until

ROUNDS, PIECES = 5, 15


def measure(stage: Stage) -> list[Measure]:
    """p50 of ours and of the floor, one after the other in each round."""
    recorded = recorded_sql(stage)
    rounds = [(_ours(stage), _floor(stage, recorded)) for _ in range(ROUNDS + 1)][1:]
    stage.start_role("router")
    return [
        Measure(
            name="operator ready -> softphone rings, times one claim and one request",
            value=median([ours / floor for ours, floor in rounds]), at_most=3.0,
            details={"ours ms": median([one for one, _ in rounds]), "floor ms": median([one for _, one in rounds])},
        )
    ]  # fmt: skip


def _ours(stage: Stage) -> float:
    """A caller waits already; the operator asks for READY; her device is told."""
    stage.forget_calls()
    stage.start_role("router")
    stage.pin()
    doors, console, device = Doors(stage), Console(stage), _device(stage)
    times = []
    try:
        for _ in range(PIECES):
            console.ask("BREAK")
            sid = f"CA{uuid4().hex}"
            doors.post("/hooks/voice/", sid, "ringing")
            time.sleep(AT_REST)
            at = console.ask("READY")
            times.append((device.heard("incoming") - at) / 1e6)
            doors.post("/hooks/voice/status/", sid, "completed")
            until(lambda: not stage.rows("SELECT 1 FROM calls_call"))
            until(lambda: stage.rows("SELECT 1 FROM presence_operatorstate WHERE state = 'READY'"))
    finally:
        device.close()
        stage.kill("router")
    return median(times)


def _device(stage: Stage) -> Ears:
    """The operator's softphone, as the page registers it."""
    answer = requests.get(
        f"{stage.url}/api/v1/console/softphone-token/",
        headers={"Authorization": f"Bearer {stage.token}"}, timeout=10,
    )  # fmt: skip
    answer.raise_for_status()
    url = f"ws://localhost:{stage.port + 2}/device?token={answer.json()['token']}"
    return Ears("socket", url, "", environment=stage.environment)


def _floor(stage: Stage, recorded: dict[str, list[str]]) -> float:
    """The same claim through psycopg, then the same request, in a program without Django."""
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.claim_and_dial", stage.simulator_url],
        env=os.environ | stage.environment | {"BENCH_SQL": json.dumps(recorded)}, cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert program.stdin
    assert program.stdout
    times = []
    try:
        for _ in range(PIECES):
            stage.forget_calls()
            stage.rows_changed("UPDATE presence_operatorstate SET state = 'READY', busy_with = NULL")
            program.stdin.write("go\n")
            program.stdin.flush()
            times.append(float(program.stdout.readline()))
            time.sleep(AT_REST)
    finally:
        program.kill()
        program.wait()
    return median(times)
