"""From the commit to the frame in the operator's socket, against a bare Redis publish."""

import os
import socket as net
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cc_saas.local.processes import free_port
from cc_saas.local.roles import ROOT
from tests.bench.ears import Ears
from tests.bench.relay import CHANNEL
from tests.bench.report import Measure, median
from tests.bench.stage import Stage
from tests.bench.stage_core import SERVER_CORE
from tests.whole.product import until

ROUNDS, PIECES = 5, 60
BARE = "bench-bare"


class Sender:
    """The other end of `tests.bench.sender`."""

    def __init__(self, stage: Stage) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.sender", stage.operator_id],
            env=os.environ | stage.environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def say(self, line: str) -> tuple[int, str]:
        """Send one piece; when it was committed or published, and how to know it again."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        at, _space, word = self._process.stdout.readline().strip().partition(" ")
        return int(at), word

    def close(self) -> None:
        """Stop it."""
        self._process.kill()
        self._process.wait()


def measure(stage: Stage) -> list[Measure]:
    """p50 of each way, interleaved."""
    sender = Sender(stage)
    with _relay(stage) as relay_url:
        socket = Ears(
            "socket",
            f"ws://localhost:{stage.port + 1}/ws/console/",
            stage.token,
            environment=stage.environment,
        )
        relayed = Ears("socket", relay_url, "", environment=stage.environment)
        bare = Ears("redis", stage.environment["REDIS_URL"], BARE, environment=stage.environment)
        try:
            found = [_round(sender, socket, relayed, bare) for _ in range(ROUNDS + 1)][1:]
        finally:
            for ears in (socket, relayed, bare):
                ears.close()
            sender.close()
    ours, relay, plain = (median([one[place] for one in found]) for place in range(3))
    details = {"ours ms": ours, "publish to websocket ms": relay, "publish to subscriber ms": plain}
    return [
        Measure(
            name="commit -> frame, times a bare publish -> subscriber -> socket", value=ours / relay,
            at_most=2.0, details=details,
        ),
        Measure(name="commit -> frame, times a bare publish -> subscriber", value=ours / plain),
    ]  # fmt: skip


def _round(sender: Sender, socket: Ears, relayed: Ears, bare: Ears) -> tuple[float, float, float]:
    ours, relay, plain = [], [], []
    for _ in range(PIECES):
        at, seq = sender.say("fact")
        ours.append((socket.heard(f"state.changed {seq}") - at) / 1e6)
        at, word = sender.say(f"bare {CHANNEL}")
        relay.append((relayed.heard(word) - at) / 1e6)
        at, word = sender.say(f"bare {BARE}")
        plain.append((bare.heard(word) - at) / 1e6)
    return median(ours), median(relay), median(plain)


@contextmanager
def _relay(stage: Stage) -> Iterator[str]:
    """The floor's socket server: granian as the product's, on the product's core."""
    port = free_port()
    words = ["--interface", "asginl", "--workers", "1", "--log-level", "warning", "--port", str(port)]
    process = subprocess.Popen(
        [str(ROOT / ".venv" / "bin" / "granian"), *words, "tests.bench.relay:application"],
        env=os.environ | stage.environment, cwd=ROOT, preexec_fn=lambda: os.sched_setaffinity(0, {SERVER_CORE}),
    )  # fmt: skip
    try:
        until(lambda: _listens(port))
        yield f"ws://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def _listens(port: int) -> bool:
    with net.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
