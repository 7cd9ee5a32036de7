"""Offers committed per second by one router, against pgbench with the same SQL, one claim in each transaction."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from cc_saas.local.postgres import binary
from cc_saas.local.roles import ROOT
from tests.bench.claiming_names import CALLS, FIRST, OFFERS, OPERATORS
from tests.bench.report import Measure, median
from tests.bench.stage import Stage

ROUNDS, BATCH, WARM = 7, 50, 5
STREAM, READY = 300, 10
MOMENT = 0.002
REFUSE = """
    WITH over AS (UPDATE routing_offer SET state = 'DECLINED' WHERE state = 'OPEN' RETURNING operator_id)
    UPDATE presence_operatorstate SET state = 'READY', busy_with = NULL
    FROM over WHERE over.operator_id = presence_operatorstate.operator_id
"""


class Claimer:
    """The other end of `tests.bench.claiming`."""

    def __init__(self, stage: Stage) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.claiming"], env=os.environ | stage.environment, cwd=ROOT,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def say(self, line: str) -> None:
        """Tell it to do something."""
        assert self._process.stdin
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """Wait for its answer."""
        assert self._process.stdout
        found: dict[str, Any] = json.loads(self._process.stdout.readline())
        return found

    def do(self, line: str) -> dict[str, Any]:
        """Both."""
        self.say(line)
        return self.hear()

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()


def measure(stage: Stage) -> list[Measure]:
    """Rounds of ours and of pgbench, one after the other, on the same scene."""
    stage.kill("router")
    routers = [Claimer(stage), Claimer(stage)]
    try:
        script = _script(stage, routers[0])
        one, floor = [], []
        for _ in range(ROUNDS + 1):
            one.append(_ours(stage, routers[0]))
            floor.append(_pgbench(stage, routers[0], script))
        streams = [(_stream(stage, routers[:1]), _stream(stage, routers)) for _ in range(ROUNDS + 1)]
    finally:
        for router in routers:
            router.close()
        stage.start_role("router")
    ratio = median([a / b for a, b in zip(one[1:], floor[1:], strict=True)])
    two = median([b / a for a, b in streams[1:]])
    return [
        Measure(
            name="offers committed per second, times pgbench with the same SQL", value=ratio, at_least=1.0,
            details={"ours /s": median(one[1:]), "pgbench /s": median(floor[1:])},
        ),
        Measure(
            name="offers of two routers, times those of one", value=two, at_least=1.0,
            details={"one /s": median([a for a, _ in streams[1:]]), "two /s": median([b for _, b in streams[1:]])},
        ),
    ]  # fmt: skip


def _ours(stage: Stage, router: Claimer) -> float:
    _scene(stage, router, BATCH, BATCH)
    found = router.do("all")
    assert found["offers"] == BATCH, found
    return float(found["offers"] / found["seconds"])


def _pgbench(stage: Stage, router: Claimer, script: Path) -> float:
    """The rate of the transactions after the first few, with which its connection comes to know the tables."""
    _scene(stage, router, BATCH, BATCH)
    assert stage.services.postgres
    log = script.with_name("transactions")
    subprocess.run(
        [binary("pgbench"), "-n", "-c", "1", "-t", str(BATCH), "-D", f"i={FIRST - 1}", "-f", script, "-l",
         "--log-prefix", log, "-d", stage.services.postgres.url()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (written,) = script.parent.glob("transactions*")
    times = [int(line.split()[2]) / 1e6 for line in written.read_text().splitlines()]
    written.unlink()
    assert len(times) == BATCH
    assert len(stage.rows("SELECT 1 FROM routing_offer")) == BATCH
    return (BATCH - WARM) / sum(times[WARM:])


def _stream(stage: Stage, routers: list[Claimer]) -> float:
    """Hundreds of callers, ten operators who refuse at once: the routers offer until nobody waits."""
    _scene(stage, routers[0], STREAM, READY)
    began = time.monotonic()
    with _operators_refuse(stage):
        for router in routers:
            router.say("stream")
        found = [router.hear() for router in routers]
    assert sum(one["offers"] for one in found) == STREAM, found
    return STREAM / (max(float(one["ended"]) for one in found) - began)


@contextmanager
def _operators_refuse(stage: Stage) -> Iterator[None]:
    """Whoever is offered somebody is free again within a moment: the routers never have everybody, nor do it themselves."""
    over = threading.Event()

    def refuse() -> None:
        assert stage.services.postgres
        with psycopg.connect(stage.services.postgres.url(), autocommit=True) as connection:
            while not over.wait(MOMENT):
                connection.execute(REFUSE)

    refusing = threading.Thread(target=refuse)
    refusing.start()
    try:
        yield
    finally:
        over.set()
        refusing.join()


def _scene(stage: Stage, router: Claimer, callers: int, operators: int) -> None:
    stage.forget_calls()
    router.do(f"scene {callers} {operators}")


def _script(stage: Stage, router: Claimer) -> Path:
    """One claim as pgbench's script: the recorded SQL, each transaction with the ids of the next call and operator."""
    _scene(stage, router, 1, 1)
    found = router.do("record")
    text = ";\n".join(["BEGIN", *found["sql"], "COMMIT"])
    names = {found["call"]: CALLS, found["operator"]: OPERATORS, found["offer"]: OFFERS}
    for recorded, name in names.items():
        text = text.replace(recorded, name.format(":i")).replace(UUID(recorded).hex, name.format(":i"))
    path = Path(stage.folder) / "claims" / "claim.sql"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"\\set i :i + 1\n{text};\n", encoding="utf-8")
    return path
