"""The product on one core, the load on the other."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg

from cc_saas.local.roles import ROOT
from tests.bench.stage_core import SERVER_CORE
from tests.whole.product import Product

COMPANY, NUMBER = "bench", "+442079460190"


class Stage(Product):
    """The whole product with a company to call; its web server has the floor beside the product's doors."""

    def __init__(self, *, folder: Path) -> None:
        super().__init__(folder=folder)
        self.token = ""

    def start(self) -> None:
        """Bring it up and put every process of it on the server's core."""
        super().start()
        self.command(
            "create_company", "--slug", COMPANY, "--name", "Bench", "--language", "en-GB",
            "--timezone", "Europe/London", "--greeting", "Bench, good afternoon",
            "--admin", "owner@bench.example", "--password", "bench-owner-pass", "--number", NUMBER, "--buy",
        )  # fmt: skip
        made = self.command(
            "create_operator", "--email", "bo@bench.example", "--name", "Bo", "--password", "bo-at-the-bench",
            "--companies", COMPANY, "--languages", "en", "--new-token",
        )  # fmt: skip
        self.token, self.operator_id = made["token"], made["id"]
        self.environment |= {"DJANGO_SETTINGS_MODULE": "tests.bench.settings", "BENCH_NUMBER": NUMBER}
        self.kill("web")
        self.start_role("web")
        self.pin()

    def pin(self) -> None:
        """Every process of the product, its PostgreSQL and its Valkey: on one core."""
        assert self.services.postgres
        assert self.services.postgres.process
        assert self.services.valkey
        assert self.services.valkey.process
        roots = [process.pid for process in self._processes.values()]
        roots += [self.services.postgres.process.pid, self.services.valkey.process.pid]
        for pid in roots:
            root = psutil.Process(pid)
            for process in [root, *root.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):  # a session of PostgreSQL's that has just ended
                    process.cpu_affinity([SERVER_CORE])

    def load(self, path: str, *, seconds: float, connections: int = 8, rate: float = 0.0) -> dict[str, float]:
        """Load one address from the other core."""
        words = [f"{self.url}{path}", str(seconds), str(connections), str(rate)]
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.load", *words],
            env=os.environ | self.environment, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
        found: dict[str, float] = json.loads(done.stdout)
        assert not found["wrong"], f"{path}: {found['wrong']:.0f} answers were not 200"
        return found

    def forget_calls(self) -> None:
        """Empty the live tables, so that each round finds what the first one found."""
        self.rows_changed(
            "TRUNCATE calls_call, calls_leg, calls_instruction, queues_queueentry, routing_offer, webhooks_receipt"
            f" CASCADE; TRUNCATE {COMPANY}.records_callrecord CASCADE;"
            " UPDATE presence_operatorstate SET busy_with = NULL, next_state = '', misses = 0,"
            " state = CASE WHEN state = 'BREAK' THEN 'BREAK' ELSE 'OFFLINE' END"
        )

    def rows_changed(self, statement: str) -> None:
        """Run a statement that returns nothing."""
        assert self.services.postgres
        with psycopg.connect(self.services.postgres.url(), autocommit=True) as connection:
            connection.execute(statement.encode())
