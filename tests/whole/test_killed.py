"""Processes are killed in the middle of calls; callers still reach operators, and nothing is stuck afterwards."""

import time
from collections.abc import Callable, Iterator

import pytest
import requests

from tests.whole.desk import Caller, Operator, Socket
from tests.whole.product import Product, until

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("whole")]
Rings = Callable[[], Caller]

LISTENING = """
    SELECT pid FROM pg_stat_activity
    WHERE application_name = 'cc-listen' AND query = 'LISTEN "router"' AND datname = current_database()
"""

# As if the carrier had said nothing of any call for longer than the reconciler leaves it be (20 s).
SILENT = "UPDATE calls_call SET heard_at = heard_at - interval '30 s' RETURNING id"


@pytest.fixture(autouse=True)
def _nothing_is_stuck(product: Product) -> Iterator[None]:
    """Whatever broke: in the end no call is open that is over, and no operator is kept by a dead offer."""
    yield
    live = "SELECT id, state FROM calls_call"
    until(lambda: not product.rows(live), within=60)
    assert product.rows("SELECT operator_id FROM presence_operatorstate WHERE state = 'RESERVED'") == []
    until(lambda: not product.rows("SELECT verb FROM calls_instruction WHERE verb <> 'FETCH_RECORDING'"))


def talk(caller: Caller, operator: Operator) -> None:
    """They hear each other."""
    operator.answer()
    until(lambda: operator.snapshot()["state"] == "TALKING")
    until(lambda: (operator.snapshot()["call"] or {}).get("state") == "TALKING")


def finish(product: Product, operator: Operator) -> None:
    """The operator ends the call in the usual way and is ready again."""
    operator.do("hang-up")
    operator.do("dispose")
    until(lambda: operator.snapshot()["state"] == "READY")


def test_the_router_is_killed_while_a_caller_waits(product: Product, on_duty: Operator, rings: Rings) -> None:
    product.kill("router")
    caller = rings()
    time.sleep(1.0)
    assert on_duty.snapshot()["offer"] is None
    product.start_role("router")
    talk(caller, on_duty)
    finish(product, on_duty)


def test_the_router_is_killed_while_it_rings(product: Product, on_duty: Operator, rings: Rings) -> None:
    rings()
    on_duty.leg()
    product.kill("router")
    product.start_role("router")
    on_duty.answer()
    until(lambda: (on_duty.snapshot()["call"] or {}).get("state") == "TALKING")
    assert len(on_duty.hears()) == 1
    finish(product, on_duty)


def test_the_router_is_killed_between_the_answer_and_the_bridge(
    product: Product, on_duty: Operator, rings: Rings
) -> None:
    """The caller is taken to the operator as soon as a router is back."""
    rings()
    leg = on_duty.leg()
    product.kill("router")
    product.simulator("POST", f"legs/{leg}/answer")
    until(lambda: (on_duty.snapshot()["call"] or {}).get("state") == "CONNECTING")
    product.start_role("router")
    until(lambda: (on_duty.snapshot()["call"] or {}).get("state") == "TALKING")
    finish(product, on_duty)


@pytest.fixture(scope="module")
def two_routers(product: Product) -> Iterator[Product]:
    """The product with a second router."""
    product.start_another("router", known_as="other-router")
    until(lambda: len(product.rows(LISTENING)) == 2, within=60)
    yield product
    product.kill("other-router")


def test_one_of_two_routers_is_killed_and_no_offer_is_two_seconds_late(
    two_routers: Product, on_duty: Operator, rings: Rings
) -> None:
    """By the product's own instants, the best of three kills: what a busy machine adds once is not the router's."""
    late = [
        _late_offer(two_routers, on_duty, rings, victim) for victim in ("router", "other-router", "router")
    ]
    assert min(late) < 2, late


def test_a_router_killed_between_claim_and_dial_leaves_it_to_the_other_at_once(
    two_routers: Product, on_duty: Operator, rings: Rings
) -> None:
    """Not after the time for which a living router keeps its claim (15 s); and she is dialled once."""
    until(lambda: len(two_routers.rows(LISTENING)) == 2, within=60)
    slow = {"kind": "rest", "action": "latency", "match": "/Participants", "method": "POST", "seconds": 4}
    two_routers.simulator("POST", "faults", slow)
    _pause_between_two_turns(two_routers, "other-router")
    caller = rings()
    until(lambda: two_routers.rows("SELECT 1 FROM calls_instruction WHERE holder IS NOT NULL"), every=0.02)
    two_routers.kill("router")
    killed = time.monotonic()
    two_routers.resume("other-router")
    try:
        on_duty.leg()
        assert time.monotonic() - killed < 10
        assert len(on_duty.hears()) == 1
    finally:
        two_routers.start_role("router")
        caller.hang_up()
    until(lambda: on_duty.snapshot()["state"] == "READY", within=30)


def _pause_between_two_turns(product: Product, name: str) -> None:
    """Stop a router that holds nothing, neither the turn nor a row."""
    working = (
        "SELECT 1 FROM pg_stat_activity WHERE application_name = 'cc-router' AND state <> 'idle'"
        " AND datname = current_database()"
    )
    while True:
        product.pause(name)
        time.sleep(0.3)  # what the other one is at has ended by then
        if not product.rows(working):
            return
        product.resume(name)


def _late_offer(product: Product, operator: Operator, rings: Rings, victim: str) -> float:
    """A router is killed at the moment in which somebody rings; how long (s) she waited to be offered."""
    until(lambda: len(product.rows(LISTENING)) == 2, within=60)
    caller = rings()
    product.kill(victim)
    operator.offer()
    ((waited,),) = product.rows(
        "SELECT extract(epoch FROM min(offer.made_at) - min(call.queued_at)) FROM routing_offer offer"
        " JOIN calls_call call ON call.id = offer.call_id WHERE call.carrier_sid = %s", caller.sid,
    )  # fmt: skip
    product.start_role(victim)
    caller.hang_up()
    until(lambda: operator.snapshot()["state"] == "READY", within=30)
    return float(waited)


def test_the_web_server_is_killed_during_a_call(product: Product, on_duty: Operator, rings: Rings) -> None:
    """The conversation goes on; what the carrier told meanwhile is found out by asking it."""
    caller = rings()
    talk(caller, on_duty)
    product.kill("web")
    caller.hang_up()
    product.rows(SILENT)
    product.start_role("web")
    until(lambda: on_duty.snapshot()["state"] == "WRAP_UP", within=60)
    on_duty.do("dispose")


def test_the_socket_server_is_killed_during_a_call(product: Product, on_duty: Operator, rings: Rings) -> None:
    """The page polls; when the server is back, facts arrive again."""
    socket = Socket(on_duty.snapshot()["events_url"], on_duty.headers)
    until(lambda: "heartbeat" in socket.kinds())
    caller = rings()
    talk(caller, on_duty)
    product.kill("sockets")
    assert on_duty.do("hold")["state"] == "HOLD"
    product.start_role("sockets")
    seen = len(socket.frames)
    until(lambda: "heartbeat" in socket.kinds()[seen:])
    on_duty.do("resume")
    until(lambda: "call.resumed" in socket.kinds()[seen:])
    finish(product, on_duty)


def test_the_worker_is_killed_during_a_call(product: Product, on_duty: Operator, rings: Rings) -> None:
    product.kill("worker")
    talk(rings(), on_duty)
    finish(product, on_duty)
    product.start_role("worker")


def test_redis_is_killed_and_wiped(product: Product, on_duty: Operator, rings: Rings) -> None:
    """Calls connect without it, the page polls, and sockets that stayed open tell again when it is back."""
    socket = Socket(on_duty.snapshot()["events_url"], on_duty.headers)
    until(lambda: "heartbeat" in socket.kinds())
    product.kill_valkey()
    talk(rings(), on_duty)
    finish(product, on_duty)
    product.start_valkey()
    seen = len(socket.frames)
    until(lambda: "heartbeat" in socket.kinds()[seen:], within=30)
    talk(rings(), on_duty)
    until(lambda: "call.answered" in socket.kinds()[seen:])
    finish(product, on_duty)


def test_postgresql_is_stopped(product: Product, on_duty: Operator, rings: Rings) -> None:
    """The voice URL gives up within 3 s, the fallback takes a message, and it stands in the list afterwards."""
    talk(rings(), on_duty)
    product.stop_postgres()
    asked = time.monotonic()
    caller = rings()
    until(lambda: "fault keeps us from answering" in str(caller.show()), within=15)
    assert time.monotonic() - asked < 8
    journal = product.simulator("GET", f"journal?call={caller.sid}")["entries"]
    voice = next(entry for entry in journal if entry["path"].endswith("/hooks/voice/"))
    assert voice["status"] == 503
    assert voice["duration_ms"] < 3000
    time.sleep(3)
    caller.hang_up()
    product.start_postgres()
    until(lambda: _ready(product), within=30)
    until(lambda: _talks(on_duty), within=30)
    finish(product, on_duty)


def _talks(operator: Operator) -> bool:
    """As her page asks: one that is told 503, because a thread's connection is made anew, asks again."""
    try:
        return (operator.snapshot()["call"] or {}).get("state") == "TALKING"
    except requests.HTTPError as error:
        if error.response.status_code != 503:
            raise
        return False


def _ready(product: Product) -> bool:
    return requests.get(f"{product.url}/readyz", timeout=10).status_code == 200
