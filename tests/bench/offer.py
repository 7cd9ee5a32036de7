"""From the webhook that queues the caller to `offer.made` in the operator's socket, against the same SQL without us."""

import json
import os
import subprocess
import sys
import time
from uuid import uuid4

import requests
from twilio.request_validator import RequestValidator

from cc_saas.local.roles import ROOT
from tests.bench.ears import Ears
from tests.bench.report import Measure, median
from tests.bench.stage import NUMBER, Stage
from tests.whole.product import until

ROUNDS, PIECES = 5, 15
FLOOR_CHANNEL = "bench-offer"
AT_REST = 0.4
"""Seconds between two calls, in ours and in the floor's program: until nothing of the last one is under way."""


class Console:
    """The operator's side: her requests over one connection, as her page keeps it."""

    def __init__(self, stage: Stage) -> None:
        self._url = f"{stage.url}/api/v1/console/state/"
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {stage.token}"

    def ask(self, state: str) -> int:
        """Ask for a state; the instant (monotonic ns) before the request left."""
        at = time.monotonic_ns()
        answer = self._session.put(self._url, json={"state": state, "lease_seconds": 3600}, timeout=10)
        answer.raise_for_status()
        return at


class Doors:
    """The carrier's side: signed requests over one connection."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._session = requests.Session()
        self._validator = RequestValidator(stage.environment["TWILIO_AUTH_TOKEN"])

    def post(self, path: str, call_sid: str, status: str) -> int:
        """Ask one door; the instant (monotonic ns) before the request left."""
        form = {
            "CallSid": call_sid, "AccountSid": self._stage.environment["TWILIO_ACCOUNT_SID"],
            "From": "+442079460142", "To": NUMBER, "CallStatus": status, "Direction": "inbound",
        }  # fmt: skip
        url = f"{self._stage.url}{path}"
        headers = {
            "X-Twilio-Signature": self._validator.compute_signature(url, form),
            "I-Twilio-Idempotency-Token": str(uuid4()),
        }
        at = time.monotonic_ns()
        answer = self._session.post(url, data=form, headers=headers, timeout=10)
        assert answer.ok, answer.text
        return at


def measure(stage: Stage) -> list[Measure]:
    """p50 of ours and of the floor, one after the other in each round."""
    recorded = recorded_sql(stage)
    ours, floor = [], []
    for number in range(ROUNDS + 1):
        one, other = _ours(stage), _floor(stage, recorded)
        if number:
            ours.append(one)
            floor.append(other)
    stage.start_role("router")
    ratio = median([one / other for one, other in zip(ours, floor, strict=True)])
    return [
        Measure(
            name="webhook -> offer.made, times the same SQL, one NOTIFY, one publish", value=ratio, at_most=2.0,
            details={"ours ms": median(ours), "floor ms": median(floor)},
        )
    ]  # fmt: skip


def _ours(stage: Stage) -> float:
    """The product with its router, at rest but for this call."""
    stage.forget_calls()
    stage.start_role("router")
    stage.pin()
    Console(stage).ask("READY")
    doors = Doors(stage)
    url = f"ws://localhost:{stage.port + 1}/ws/console/"
    socket = Ears("socket", url, stage.token, environment=stage.environment)
    times = []
    try:
        for _ in range(PIECES):
            sid = f"CA{uuid4().hex}"
            at = doors.post("/hooks/voice/", sid, "ringing")
            times.append((socket.heard("offer.made") - at) / 1e6)
            doors.post("/hooks/voice/status/", sid, "completed")
            until(lambda: not stage.rows("SELECT 1 FROM calls_call"))
            until(lambda: stage.rows("SELECT 1 FROM presence_operatorstate WHERE state = 'READY'"))
            time.sleep(AT_REST)
    finally:
        socket.close()
        stage.kill("router")
    return median(times)


def _floor(stage: Stage, recorded: dict[str, list[str]]) -> float:
    """Two programs with the recorded SQL; the second is woken by the first one's NOTIFY, and publishes."""
    heard = Ears("redis", stage.environment["REDIS_URL"], FLOOR_CHANNEL, environment=stage.environment)
    script = json.dumps(recorded)
    words = [sys.executable, "-m", "tests.bench.recorded"]
    router = subprocess.Popen(
        [*words, "router"], env=os.environ | stage.environment | {"BENCH_SQL": script}, cwd=ROOT,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    web = subprocess.Popen(
        [*words, "web"], env=os.environ | stage.environment | {"BENCH_SQL": script}, cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert router.stdout
    assert web.stdin
    assert web.stdout
    router.stdout.readline()
    times = []
    try:
        for _ in range(PIECES):
            stage.forget_calls()
            stage.rows_changed("UPDATE presence_operatorstate SET state = 'READY', busy_with = NULL")
            web.stdin.write("go\n")
            web.stdin.flush()
            at = int(web.stdout.readline())
            times.append((heard.heard("offer") - at) / 1e6)
            router.stdout.readline()
            time.sleep(AT_REST)
    finally:
        for process in (router, web):
            process.kill()
            process.wait()
        heard.close()
    return median(times)


def recorded_sql(stage: Stage) -> dict[str, list[str]]:
    """The SQL of both transactions, recorded from the product's own code without a router beside it."""
    stage.kill("router")
    stage.forget_calls()
    Console(stage).ask("READY")
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.recording", NUMBER],
        env=os.environ | stage.environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found
