"""Creating a company against replaying the same SQL with psycopg. Run by the bench in a process of its own."""

import json
import os
import statistics
import subprocess
import sys
import time

import django

from cc_saas.local.roles import ROOT
from tests.bench.report import Measure
from tests.bench.stage import Stage

ROUNDS = 5
PAUSE = 1.0
"""Seconds before each of the two: a commit with some 400 new relations makes every other session of PostgreSQL read its
catalogs anew, and that is no part of what comes next."""


def measure(stage: Stage) -> list[Measure]:
    """Both ways, interleaved, in one process beside the product."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.company"],
        env=os.environ | stage.environment | {"CC_ROLE": "command"}, cwd=ROOT,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    return [
        Measure(
            name="a new company, times its SQL replayed with psycopg", value=found["ours"] / found["floor"],
            at_most=1.5, details={"ours ms": found["ours"] * 1000, "floor ms": found["floor"] * 1000},
        )
    ]  # fmt: skip


def main() -> None:
    """Create companies, and replay the SQL of the first of them under other names."""
    django.setup()
    ours, floor = [], []
    _create("bench_warm")  # builds the template where there is none
    for number in range(ROUNDS):
        time.sleep(PAUSE)
        began = time.perf_counter()
        recorded = _create(f"bench_a{number}")
        ours.append(time.perf_counter() - began)
        statements = [sql.replace(f"bench_a{number}", f"bench_b{number}") for sql in recorded]
        floor.append(_replay(statements, number))
    print(json.dumps({"ours": statistics.median(ours), "floor": statistics.median(floor)}))


def _create(slug: str) -> list[str]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tenants.directory.services import create_company

    with CaptureQueriesContext(connection) as captured:
        create_company(slug=slug, name="Bench", language="en", timezone="Europe/London")
    ends = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
    return [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(ends)]


def _replay(statements: list[str], number: int) -> float:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as database:
        time.sleep(PAUSE)
        began = time.perf_counter()
        with database.transaction():
            for statement in statements:
                database.execute(statement.encode())
        return time.perf_counter() - began


if __name__ == "__main__":
    main()
