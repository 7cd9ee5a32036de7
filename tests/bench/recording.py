"""Run the product's own code once for a call that is queued and offered, and print the SQL of both transactions."""

import json
import os
import sys
from collections.abc import Callable
from uuid import uuid4

import django

os.environ.setdefault("CC_ROLE", "router")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from cc_saas.lib import clock  # noqa: E402
from cc_saas.lib.hot import Insert, write_once  # noqa: E402
from cc_saas.lib.tenancy import in_tenant  # noqa: E402
from telephony.callflow import arrival, offering  # noqa: E402
from telephony.callflow.types import InboundCall  # noqa: E402
from telephony.routing import selectors as routing_read  # noqa: E402
from telephony.routing.models import Offer  # noqa: E402
from telephony.webhooks.models import Receipt  # noqa: E402

ENDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def queue(called: str) -> None:
    """What the voice webhook does between the signature and the answer."""
    arriving = InboundCall(
        carrier_sid=f"CA{uuid4().hex}", caller="+442079460142", called=called, at=clock.now()
    )
    line = arrival.line_dialled(arriving=arriving)
    assert line is not None
    with in_tenant(line.schema):
        decided = arrival.decide(line=line, now=arriving.at)
        receipt = dict(
            key=arriving.carrier_sid, path="/hooks/voice/", call_sid=arriving.carrier_sid, body=b"x" * 400,
            answer="y" * 300, received_at=arriving.at,
        )  # fmt: skip
        write_once(Insert(Receipt, [receipt]), *arrival.rows(arrival=decided, arriving=arriving))


def offer_at_hand() -> list[Offer]:
    """One turn, as a router's: it waits for its turn only when there is somebody to pair."""
    return offering.offer_waiting(now=clock.now()) if routing_read.at_hand(now=clock.now()).is_pair else []


def undone(*works: Callable[[], object]) -> None:
    """Something that never was: what a process keeps in memory is read now, and is no part of what is recorded."""
    with transaction.atomic():
        for work in works:
            work()
        transaction.set_rollback(True)


def statements(captured: CaptureQueriesContext) -> list[str]:
    """The SQL without the ends of transactions."""
    return [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(ENDS)]


def main() -> None:
    """Record and print."""
    called = sys.argv[1]
    undone(lambda: queue(called), offer_at_hand)
    with CaptureQueriesContext(connection) as webhook:
        queue(called)
    with CaptureQueriesContext(connection) as offer:
        made = offer_at_hand()
    assert len(made) == 1, made
    # The router's own NOTIFY (dial her) is no part of the way to the pop.
    router = [statement for statement in statements(offer) if "pg_notify" not in statement]
    print(json.dumps({"web": statements(webhook), "router": router}))


if __name__ == "__main__":
    main()
