"""The switches: what goes wrong on demand."""

from typing import Any

import pytest
from twilio.base.exceptions import TwilioRestException

from telephony.simulator.testing import RunningSimulator

from .conftest import OWN, TwilioClient
from .product import Product

PARTY = "+15005550006"
EVENTS = ["initiated", "ringing", "answered", "completed"]


def dial(client: TwilioClient, product: Product) -> str:
    """A leg whose events are told to /status."""
    made = client.calls.create(
        to=PARTY,
        from_=OWN,
        twiml="<Response><Pause length='60'/></Response>",
        status_callback=product.url + "/status",
        status_callback_event=EVENTS,
    )
    return str(made.sid)


@pytest.mark.parametrize(
    ("switch", "statuses"),
    [
        ({"action": "lose", "match": "status:ringing"}, ["initiated"]),
        ({"action": "duplicate", "match": "status:ringing"}, ["initiated", "ringing", "ringing"]),
        ({"action": "reorder", "match": "status:initiated"}, ["ringing", "initiated"]),
    ],
)
def test_callbacks_go_astray(
    simulator: RunningSimulator,
    client: TwilioClient,
    product: Product,
    switch: dict[str, Any],
    statuses: list[str],
) -> None:
    simulator.fault(kind="callback", **switch)
    dial(client, product)
    simulator.advance(0)
    assert product.values("/status", "CallStatus") == statuses


def test_a_duplicate_has_the_same_token_or_a_new_one(
    simulator: RunningSimulator, client: TwilioClient, product: Product
) -> None:
    simulator.fault(kind="callback", action="duplicate", match="status:initiated")
    simulator.fault(kind="callback", action="duplicate_new", match="status:ringing")
    dial(client, product)
    simulator.advance(0)
    tokens = [a.headers["I-Twilio-Idempotency-Token"] for a in product.at("/status")]
    assert tokens[0] == tokens[1]
    assert len({*tokens[2:]}) == 2
    numbers = product.values("/status", "SequenceNumber")
    assert numbers == ["0", "0", "1", "1"]


def test_a_callback_comes_late(simulator: RunningSimulator, client: TwilioClient, product: Product) -> None:
    simulator.fault(kind="callback", action="delay", match="status:ringing", seconds=30)
    leg = dial(client, product)
    simulator.advance(0)
    simulator.answer(leg)
    simulator.advance(1)
    assert product.values("/status", "CallStatus") == ["initiated", "in-progress"]
    simulator.advance(30)
    assert product.values("/status", "CallStatus")[-1] == "ringing"


def test_a_held_back_event_leaves_when_nothing_follows(
    simulator: RunningSimulator, product: Product, number: str
) -> None:
    simulator.fault(kind="callback", action="reorder", match="status:completed", seconds=2)
    simulator.call(number)
    simulator.advance(1)
    assert product.at("/ended") == []
    simulator.advance(2)
    assert len(product.at("/ended")) == 1


@pytest.mark.parametrize(("action", "made"), [("fail_before", 0), ("fail_after", 1)])
def test_rest_fails_before_or_after_its_effect(
    simulator: RunningSimulator, client: TwilioClient, product: Product, action: str, made: int
) -> None:
    simulator.fault(kind="rest", action=action, match="Participants", method="POST", status=503)
    with pytest.raises(TwilioRestException) as failure:
        client.conferences("r1").participants.create(to=PARTY, from_=OWN, label="offer-1")
    assert failure.value.status == 503
    rooms = client.conferences.list(friendly_name="r1")
    assert len(rooms) == made
    client.conferences("r1").participants.create(to=PARTY, from_=OWN, label="offer-2")


def test_too_many_requests(simulator: RunningSimulator, client: TwilioClient) -> None:
    simulator.fault(kind="rest", action="fail_before", status=429)
    with pytest.raises(TwilioRestException) as failure:
        client.calls("CA" + "0" * 32).fetch()
    assert (failure.value.status, failure.value.code) == (429, 20429)
    assert client.calls.list() == []


def test_a_slow_answer_comes_after_its_callbacks(
    simulator: RunningSimulator, client: TwilioClient, product: Product
) -> None:
    simulator.fault(kind="rest", action="latency_after", match="Calls.json", seconds=0.3)
    dial(client, product)
    assert product.values("/status", "CallStatus") == ["initiated", "ringing"]


def test_nonsense_is_refused(simulator: RunningSimulator) -> None:
    with pytest.raises(Exception, match="400"):
        simulator.fault(kind="rest", action="explode")


def test_reset_ends_calls_and_forgets_switches(
    simulator: RunningSimulator, client: TwilioClient, product: Product
) -> None:
    simulator.fault(kind="rest", action="fail_before", count=None)
    simulator.post("behaviour", {"calls_per_second": 5})
    simulator.post("reset")
    assert simulator.get("faults")["faults"] == []
    assert simulator.get("behaviour")["calls_per_second"] is None
    assert client.calls.list() == []


def test_the_journal_keeps_both_directions_in_order(
    simulator: RunningSimulator, client: TwilioClient, product: Product
) -> None:
    leg = dial(client, product)
    simulator.advance(0)
    entries = simulator.journal(leg)
    assert [(e["direction"], e["summary"]) for e in entries] == [
        ("from_product", "POST Calls.json"),
        ("to_product", "status:initiated"),
        ("to_product", "status:ringing"),
    ]
    assert entries[1]["request"]["params"]["CallSid"] == leg
    assert entries[1]["response"]["body"] == "<Response/>"
    assert [e["n"] for e in entries] == sorted(e["n"] for e in entries)
