"""The floor program: recorded SQL through psycopg. `web` runs the webhook's, `router` the offer's when it is told.

Both run on the product's core. `web` prints the instant (monotonic ns) at which it begins.
"""

import json
import os
import sys
import time
from typing import Any

import psycopg
import redis

from tests.bench.offer import FLOOR_CHANNEL
from tests.bench.stage_core import SERVER_CORE


def run(connection: "psycopg.Connection[Any]", statements: list[str]) -> None:
    """One transaction."""
    with connection.transaction():
        for statement in statements:
            connection.execute(statement.encode())


def web(statements: list[str]) -> None:
    """Each line of stdin is one webhook."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        for _line in sys.stdin:
            at = time.monotonic_ns()
            run(connection, statements)
            print(at, flush=True)


def router(statements: list[str]) -> None:
    """Each NOTIFY is one offer."""
    publisher = redis.Redis.from_url(os.environ["REDIS_URL"])
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as ears, psycopg.connect(url, autocommit=True) as connection:
        ears.execute("LISTEN router")
        print("listening", flush=True)
        for _notification in ears.notifies():
            run(connection, statements)
            publisher.publish(FLOOR_CHANNEL, "offer".ljust(1500, "."))
            print("offered", flush=True)


if __name__ == "__main__":
    os.sched_setaffinity(0, {SERVER_CORE})
    recorded = json.loads(os.environ["BENCH_SQL"])
    {"web": web, "router": router}[sys.argv[1]](recorded[sys.argv[1]])
