"""A router's process for the bench of offers: what it is told on stdin it does, and prints one JSON line for each.

`scene n m`: n callers wait and m operators are ready. `record`: one offer is made and its SQL printed. `all`: everybody
is offered in one turn. `stream`: offer until nobody waits, while the bench lets the operators refuse at once.
"""

import json
import os
import sys
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import django

os.environ.setdefault("CC_ROLE", "router")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from agents.presence.models import OperatorState  # noqa: E402
from agents.roster.models import Clearance, Operator  # noqa: E402
from cc_saas.lib import clock  # noqa: E402
from cc_saas.lib.hot import fetch  # noqa: E402
from cc_saas.lib.tenancy import in_tenant  # noqa: E402
from telephony.callflow import arrival  # noqa: E402
from telephony.callflow.types import InboundCall  # noqa: E402
from tenants.accounts.models import User  # noqa: E402
from tests.bench.claiming_names import CALLS, FIRST, OPERATORS  # noqa: E402
from tests.bench.recording import offer_at_hand, statements, undone  # noqa: E402

MOMENT = 0.001


def scene(callers: int, operators: int) -> dict[str, Any]:
    """Nobody was there before: the bench has emptied the live tables."""
    for number in range(FIRST, FIRST + operators):
        _ready(UUID(OPERATORS.format(number)), number)
    for number in range(FIRST, FIRST + callers):
        _queue(UUID(CALLS.format(number)))
    return {}


def _queue(call_id: UUID) -> None:
    arriving = InboundCall(
        carrier_sid=f"CA{uuid4().hex}", caller=f"+44207946{call_id.int % 10_000:04}",
        called=os.environ["BENCH_NUMBER"], at=clock.now(),
    )  # fmt: skip
    line = arrival.line_dialled(arriving=arriving)
    assert line is not None
    with in_tenant(line.schema), transaction.atomic():
        decided = replace(arrival.decide(line=line, now=arriving.at), call_id=call_id)
        arrival.open_call(arrival=decided, arriving=arriving)


def _ready(operator_id: UUID, number: int) -> None:
    now, email = clock.now(), f"{number}@claims.example"
    user, _ = User.objects.get_or_create(email=email, defaults={"name": f"Op {number}"})
    operator, is_new = Operator.objects.get_or_create(
        id=operator_id,
        defaults={"user": user, "name": f"Op {number}", "languages": ["en"], "created_at": now},
    )
    if is_new:
        line = arrival.line_dialled(arriving=_anybody())
        assert line is not None
        Clearance.objects.create(operator=operator, tenant_id=line.tenant_id, granted_at=now)
    lease = {"state": "READY", "busy_with": None, "since": now, "idle_since": now,
             "lease_until": now + timedelta(hours=1)}  # fmt: skip
    OperatorState.objects.update_or_create(operator=operator, defaults=lease)


def _anybody() -> InboundCall:
    return InboundCall(carrier_sid="CA0", caller="", called=os.environ["BENCH_NUMBER"], at=clock.now())


def record() -> dict[str, Any]:
    """The SQL of one offer, with what stands in it for the call, the operator and the offer."""
    undone(offer_at_hand)
    with CaptureQueriesContext(connection) as captured:
        (offer,) = offer_at_hand()
    return {
        "sql": statements(captured),
        "call": str(offer.call_id),
        "operator": str(offer.operator_id),
        "offer": str(offer.pk),
    }


def all_at_once() -> dict[str, Any]:
    """Everybody in one turn."""
    began = time.perf_counter()
    made = offer_at_hand()
    return {"offers": len(made), "seconds": time.perf_counter() - began}


def stream() -> dict[str, Any]:
    """Until nobody waits. While everybody is offered to somebody it sleeps for a moment, as a router does."""
    offers = 0
    while fetch("SELECT 1 FROM queues_queueentry WHERE state = 'WAITING' LIMIT 1"):
        made = offer_at_hand()
        offers += len(made)
        if not made:
            time.sleep(MOMENT)
    return {"offers": offers, "ended": time.monotonic()}


def main() -> None:
    """One line, one answer."""
    for line in sys.stdin:
        verb, *words = line.split()
        numbers = [int(word) for word in words]
        works = {"scene": scene, "record": record, "all": all_at_once, "stream": stream}
        print(json.dumps(works[verb](*numbers)), flush=True)  # type: ignore[operator]


if __name__ == "__main__":
    main()
