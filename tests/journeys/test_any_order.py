"""All callbacks of a recorded call, in any order and some of them twice: the same final state (hypothesis)."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.presence.models import OperatorState
from campaigns.records.models import CallEvent, CallRecord
from cc_saas.lib import clock
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import dispatch, duty, offering, reconciling
from telephony.calls.claims import claim_instructions
from telephony.provider.twilio.client import carrier
from tenants.billing.models import UsageRecord
from tests.factories.signing import post
from tests.journeys.stage import Stage

JSON = dict[str, Any]
RELAXED = settings(max_examples=15, deadline=None, database=None, suppress_health_check=list(HealthCheck))
FIELDS = ("outcome", "operator_name", "wait_time", "ring_time", "talk_time", "hold_time", "wrap_up_time")


def carry_out_everything() -> None:
    """What the router does with instructions, in this very transaction."""
    for _round in range(10):
        claimed = claim_instructions(now=clock.now() + timedelta(minutes=1), limit=50)
        for instruction in claimed:
            dispatch.carry_out(instruction=instruction, carrier=carrier())
        if not claimed:
            return


def finish() -> None:
    """The timers that follow, as ticks of a router some time later."""
    later = clock.now() + timedelta(seconds=40)
    offering.expire(now=later)
    carry_out_everything()
    reconciling.reconcile(carrier=carrier(), now=later)
    carry_out_everything()
    duty.finish_wrap_ups(now=clock.now() + timedelta(seconds=80))
    carry_out_everything()


def final_state(stage: Stage) -> JSON:
    """Everything that may be asked about afterwards."""
    with in_tenant(stage.cast.acme.tenant):
        record = CallRecord.objects.values(*FIELDS).get()
        story = sorted(CallEvent.objects.values_list("kind", flat=True))
    usage = UsageRecord.objects.values("outcome", "queue_time", "ring_time", "talk_time", "hold_time").get()
    ana = OperatorState.objects.values("state", "busy_with", "misses", "next_state").get(pk=stage.cast.ana.id)
    return {"record": record, "story": story, "usage": usage, "ana": ana, "live": stage.live_rows()}


def outcome_of(stage: Stage, deliveries: list[JSON], order: list[int], pauses: set[int]) -> JSON:
    """Deliver in this order, the router working after some of them, and undo it all."""
    with transaction.atomic():
        for step, place in enumerate(order):
            request = deliveries[place]["request"]
            answer = post(deliveries[place]["path"], request["params"], token=request["token"])
            assert answer.status_code in (200, 204)
            if step in pauses:
                carry_out_everything()
        carry_out_everything()
        finish()
        found = final_state(stage)
        transaction.set_rollback(True)
    return found


def orders(count: int) -> st.SearchStrategy[tuple[list[int], set[int]]]:
    """A permutation with up to three repetitions in it, and where the router gets its turn."""
    repeated = st.lists(st.integers(0, count - 1), max_size=3)
    order = repeated.flatmap(lambda again: st.permutations([*range(count), *again]))
    return st.tuples(order, st.sets(st.integers(0, count + 3)))


def test_after_the_answer_every_order_ends_in_the_same_state(stage: Stage) -> None:
    _ana, jack = stage.conversation()
    stage.pass_time(20)
    stage.simulator.fault(kind="callback", action="lose", match="", count=None)
    jack.hang_up()
    deliveries = stage.callbacks()
    assert len(deliveries) >= 8
    expected = outcome_of(stage, deliveries, list(range(len(deliveries))), set())
    assert expected["record"]["outcome"] == "ANSWERED"
    assert expected["record"]["talk_time"] == 20
    assert expected["ana"] == {"state": "READY", "busy_with": None, "misses": 0, "next_state": ""}
    assert set(expected["live"].values()) == {0}

    @RELAXED
    @given(orders(len(deliveries)))
    def check(drawn: tuple[list[int], set[int]]) -> None:
        assert outcome_of(stage, deliveries, *drawn) == expected

    check()


def test_from_the_first_ring_on_every_order_ends_and_leaves_nothing_behind(stage: Stage) -> None:
    """Here the product hears of the answer when the line may be over already: what it then makes of it may differ,
    since the caller never came into the room, but nobody stays reserved and no row stays open."""
    ana = stage.ana.ready()
    stage.simulator.fault(kind="callback", action="lose", match="", count=None)
    jack = stage.call_acme()
    stage.simulator.answer(ana.leg)
    stage.simulator.advance(5)
    stage.simulator.hang_up(jack.sid)
    stage.simulator.advance(0)
    deliveries = stage.callbacks()
    assert len(deliveries) >= 6

    @RELAXED
    @given(orders(len(deliveries)))
    def check(drawn: tuple[list[int], set[int]]) -> None:
        found = outcome_of(stage, deliveries, *drawn)
        assert found["record"]["outcome"] in ("ANSWERED", "ABANDONED")
        assert found["record"]["talk_time"] == 0
        assert found["ana"]["state"] == "READY"
        assert found["ana"]["busy_with"] is None
        assert set(found["live"].values()) == {0}

    check()
