"""Facts told by a process like the product's own, on the server's core, each time stdin gives a line.

`python -m tests.bench.sender <operator id>`: each line changes the operator's row and tells the fact in one
transaction; printed is `<monotonic ns of the commit> <seq>`. A line `bare <channel>` publishes the same bytes to Redis.
"""

import os
import sys
import time
from uuid import UUID

import django

from tests.bench.stage_core import SERVER_CORE

os.environ.setdefault("CC_ROLE", "web")
django.setup()

import redis  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402

from telephony.callflow import facts  # noqa: E402
from telephony.callflow.types import StateChanged  # noqa: E402


def tell(operator_id: UUID) -> tuple[int, int]:
    """One fact; returns the instant of its commit and its number."""
    committed: list[int] = []
    with transaction.atomic():
        state = facts.step(operator_id=operator_id)
        transaction.on_commit(lambda: committed.append(time.monotonic_ns()))
        facts.tell(state=state, fact=StateChanged)
    return committed[0], state.seq


def main() -> None:
    """Serve stdin."""
    os.sched_setaffinity(0, {SERVER_CORE})
    operator_id = UUID(sys.argv[1])
    bare = redis.Redis.from_url(settings.REDIS_URL)
    for number, line in enumerate(sys.stdin):
        words = line.split()
        if words[0] == "bare":
            text = f"bare-{number} ".ljust(330, ".")
            at = time.monotonic_ns()
            bare.publish(words[1], text)
            print(f"{at} bare-{number}", flush=True)
        else:
            at, seq = tell(operator_id)
            print(f"{at} {seq}", flush=True)


if __name__ == "__main__":
    main()
