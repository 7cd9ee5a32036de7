"""Callbacks twice, late, lost; the carrier's REST failing before or after its effect, slow, busy."""

import pytest

from agents.presence.models import OperatorState
from telephony.calls.models import Call
from telephony.webhooks.models import Receipt
from tenants.billing.models import UsageRecord
from tests.journeys.caller import Caller
from tests.journeys.stage import EMMA, Stage

NOTHING_LIVES = {"calls": 0, "legs": 0, "offers": 0, "entries": 0, "instructions": 0}
WHOLE_STORY = [
    "ARRIVED",
    "QUEUED",
    "OFFERED",
    "RINGING",
    "ANSWERED",
    "HELD",
    "RESUMED",
    "HUNG_UP",
    "WRAPPED_UP",
    "CLOSED",
]


def whole_call(stage: Stage) -> Caller:
    """From the ring to the notes, with a hold."""
    ana, jack = stage.conversation()
    stage.pass_time(5)
    ana.do("hold")
    stage.pass_time(5)
    ana.do("resume")
    stage.pass_time(5)
    jack.hang_up()
    stage.pass_time(1)
    ana.do("dispose")
    stage.pass_time(1)
    return jack


# --- callbacks


@pytest.mark.parametrize("action", ["duplicate", "duplicate_new", "reorder", "delay"])
def test_callbacks_twice_late_or_overtaken_make_the_same_call(stage: Stage, action: str) -> None:
    stage.simulator.fault(kind="callback", action=action, match="", count=None, seconds=0.4)
    jack = whole_call(stage)
    stage.pass_time(4)
    record = jack.record
    story = [
        kind for kind in jack.story if kind != "RINGING"
    ]  # overtaken by the answer, it tells nothing new
    assert sorted(story) == sorted(kind for kind in WHOLE_STORY if kind != "RINGING")
    assert (record["outcome"], record["hold_time"]) == ("ANSWERED", 5)
    assert UsageRecord.objects.count() == 1
    assert stage.live_rows() == NOTHING_LIVES
    assert stage.ana.state == "READY"


@pytest.mark.parametrize("same_token", [True, False])
def test_every_delivery_of_a_call_once_more_changes_nothing(stage: Stage, same_token: bool) -> None:
    """Replayed after the end, each in its turn: the same TwiML where the token is the same, no effect in any case."""
    jack = whole_call(stage)
    story, usage = jack.record, UsageRecord.objects.values().get()
    stage.repeat_deliveries(same_token)
    assert jack.record == story
    assert UsageRecord.objects.values().get() == usage
    assert stage.live_rows() == NOTHING_LIVES
    assert stage.ana.state == "READY"


@pytest.mark.parametrize("same_token", [True, False])
def test_every_delivery_twice_while_the_call_lives(stage: Stage, same_token: bool) -> None:
    """Whatever has come so far comes again, after each step of the story."""
    ana = stage.ana.ready()
    jack = stage.call_globex()
    stage.repeat_deliveries(same_token)
    stage.pass_time(5)
    stage.repeat_deliveries(same_token)
    assert Call.objects.count() == 1
    ana.answer()
    stage.repeat_deliveries(same_token)
    assert ana.state == "TALKING"
    assert jack.hears == [ana.leg]
    ana.do("hang-up")
    stage.repeat_deliveries(same_token)
    ana.do("dispose")
    assert jack.story == [
        "ARRIVED", "ANNOUNCED", "QUEUED", "OFFERED", "RINGING", "ANSWERED", "HUNG_UP", "WRAPPED_UP", "CLOSED",
    ]  # fmt: skip
    assert jack.record["outcome"] == "ANSWERED"


def test_with_all_callbacks_lost_what_is_over_is_closed_within_sixty_seconds(stage: Stage) -> None:
    ana, jack = stage.conversation()
    emma = stage.call_acme(EMMA)
    stage.router.reconciles = True
    stage.simulator.fault(kind="callback", action="lose", match="", count=None)
    stage.pass_time(10)
    jack.hang_up()
    emma.hang_up()
    assert ana.state == "TALKING"
    stage.pass_time(50, step=10)
    assert jack.record["outcome"] == "ANSWERED"
    assert emma.record["outcome"] == "ABANDONED"
    assert ana.state in ("WRAP_UP", "READY")
    stage.pass_time(60, step=10)
    assert stage.live_rows() == NOTHING_LIVES
    assert ana.state == "READY"


def test_a_caller_who_has_gone_unheard_is_found_though_operators_ring_on_for_her(stage: Stage) -> None:
    """What is told of one leg after the other says nothing of the line that they ring for."""
    ana = stage.ana.ready()
    jack = stage.call_acme()
    stage.router.reconciles = True
    for callback in ("status:completed", "action"):
        stage.simulator.fault(kind="callback", action="lose", match=callback, count=None)
    jack.hang_up()
    stage.pass_time(60, step=5)
    assert "MISSED" in jack.story
    assert jack.record["outcome"] == "ABANDONED"
    assert stage.live_rows() == NOTHING_LIVES
    assert ana.state == "READY"


def test_a_lost_leg_of_which_nothing_is_told_is_found_too(stage: Stage) -> None:
    ana, jack = stage.conversation()
    stage.router.reconciles = True
    stage.simulator.fault(kind="callback", action="lose", match="", count=None)
    ana.drop_line()
    stage.pass_time(40, step=10)
    assert jack.heard("One moment")
    assert not jack.is_over


def test_an_operators_answer_of_which_nothing_is_told(stage: Stage) -> None:
    """She took the leg and the product never heard: she is not left in an empty room, nor the caller in a dead queue."""
    ana = stage.ana.ready()
    stage.router.reconciles = True
    stage.simulator.fault(kind="callback", action="lose", match="", count=None)
    jack = stage.call_acme()
    stage.simulator.answer(ana.leg)
    stage.pass_time(60, step=5)
    ringing = [leg for leg in ana.legs() if leg["ringing"]]
    assert jack.hears or ringing or ana.state in ("READY", "BREAK")
    assert not jack.is_over
    assert stage.live_rows()["calls"] == 1


# --- REST


@pytest.mark.parametrize("status", [500, 503, 429])
@pytest.mark.parametrize("times", [1, 3])
def test_a_carrier_that_fails_before_its_effect_is_asked_again(stage: Stage, status: int, times: int) -> None:
    stage.simulator.fault(
        kind="rest", action="fail_before", match="Participants", method="POST", status=status, count=times
    )
    ana = stage.ana.ready()
    jack = stage.call_acme()
    stage.pass_time(6, step=1)
    assert not jack.is_over
    assert jack.heard("ringback")
    if ana.legs():
        ana.answer()
        assert jack.hears == [ana.leg]
    assert stage.legs_ever(stage.cast.ana) <= 1


@pytest.mark.parametrize("action", ["fail_after", "latency_after"])
def test_an_effect_that_the_carrier_did_not_confirm_is_looked_up_and_not_repeated(
    stage: Stage, action: str
) -> None:
    stage.lose_patience()
    stage.simulator.fault(kind="rest", action=action, match="Participants.json", method="POST", seconds=1.0)
    ana = stage.ana.ready()
    jack = stage.call_acme()
    stage.pass_time(3, step=0.5)
    assert stage.legs_ever(stage.cast.ana) == 1
    ana.answer()
    assert jack.hears == [ana.leg]
    assert stage.legs_ever(stage.cast.ana) == 1


def test_an_effect_that_comes_after_we_gave_up_rings_nobody_for_long(stage: Stage) -> None:
    """The request sleeps at the carrier and is then carried out: for an offer that is dead by then."""
    stage.lose_patience()
    stage.simulator.fault(
        kind="rest", action="latency", match="Participants.json", method="POST", seconds=2.5
    )
    ana = stage.ana.ready()
    jack = stage.call_acme()
    ana.decline()
    ana.put("BREAK")
    stage.pass_time(30)
    assert not ana.offer
    assert stage.live_rows()["instructions"] == 0
    stage.simulator.wait(lambda: stage.legs_ever(stage.cast.ana))
    stage.settle()
    assert ana.legs() == []
    assert not jack.is_over


@pytest.mark.parametrize(
    ("action", "status"), [("fail_before", 500), ("fail_after", 500), ("fail_before", 429)]
)
def test_the_two_are_brought_together_though_the_carrier_stumbles(
    stage: Stage, action: str, status: int
) -> None:
    ana = stage.ana.ready()
    jack = stage.call_acme()
    stage.simulator.fault(
        kind="rest", action=action, match=f"Calls/{jack.sid}", method="POST", status=status, count=2
    )
    ana.answer()
    stage.pass_time(3, step=0.5)
    assert ana.state == "TALKING"
    assert jack.hears == [ana.leg]
    assert not jack.heard("application error")


def test_a_hang_up_that_fails_at_first_ends_the_line_all_the_same(stage: Stage) -> None:
    ana, jack = stage.conversation()
    stage.simulator.fault(
        kind="rest", action="fail_before", match="Calls/", method="POST", status=500, count=4
    )
    ana.do("hang-up")
    assert ana.state == "WRAP_UP"
    stage.pass_time(10)
    assert jack.is_over
    assert ana.legs() == []


def test_one_moment_comes_though_the_carrier_stumbles(stage: Stage) -> None:
    ana, jack = stage.conversation()
    stage.simulator.fault(
        kind="rest", action="fail_before", match="Calls/", method="POST", status=429, count=2
    )
    ana.drop_line()
    stage.pass_time(2, step=0.5)
    assert jack.heard("One moment")


def test_a_carrier_that_never_dials_leaves_nobody_reserved_and_is_nobodys_fault(stage: Stage) -> None:
    stage.simulator.fault(
        kind="rest", action="fail_before", match="Participants", method="POST", status=500, count=None
    )
    ana = stage.ana.ready()
    jack = stage.call_acme()
    stage.pass_time(90, step=3)
    assert not jack.is_over
    assert ana.look()["misses"] == 0
    assert ana.state in ("READY", "RESERVED")
    jack.hang_up()
    stage.pass_time(30, step=5)
    assert OperatorState.objects.get(pk=stage.cast.ana.id).state in ("READY", "BREAK")
    assert not ana.offer
    assert stage.live_rows()["calls"] == 0
    assert Receipt.objects.filter(call_sid=jack.sid).exists()
