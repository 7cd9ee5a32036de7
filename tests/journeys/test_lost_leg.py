"""An operator's leg that is lost is not a hang-up: the caller is kept, first in line, for the same operator."""

import pytest

from tests.journeys.stage import EMMA, Stage


@pytest.mark.parametrize("on_hold", [False, True])
def test_the_caller_hears_one_moment_and_the_same_operator_takes_her_back(
    stage: Stage, on_hold: bool
) -> None:
    ana, jack = stage.conversation()
    ana.do("note", {"note": "Half a sentence"})
    if on_hold:
        ana.do("hold")
    stage.pass_time(10)
    ana.drop_line()
    assert jack.heard("One moment")
    assert not jack.is_over
    assert jack.story.count("OPERATOR_LOST") == 1
    stage.pass_time(5, step=1)
    assert ana.offer
    ana.answer()
    assert ana.state == "TALKING"
    assert ana.call["note"] == "Half a sentence"
    assert jack.hears == [ana.leg]
    ana.do("hang-up")
    ana.do("dispose")
    record = jack.record
    assert (record["outcome"], record["operator"]) == ("ANSWERED", "Ana")
    assert record["talk_time"] + record["hold_time"] == 10


def test_one_moment_is_said_in_the_callers_language(stage: Stage) -> None:
    ana = stage.ana.ready()
    jack = stage.call_globex()
    stage.pass_time(5)
    ana.answer()
    ana.drop_line()
    stage.pass_time(1)
    assert jack.heard("Одну минуту")


def test_she_stands_before_everybody_else(stage: Stage) -> None:
    ana = stage.ana.ready()
    jack = stage.call_acme()
    stage.pass_time(1)
    ana.answer()
    emma = stage.call_acme(EMMA)
    stage.pass_time(5)
    ana.drop_line()
    stage.pass_time(1)
    ben_serves = stage.ben.ready()
    stage.pass_time(4)
    ringing = [c for c in (ana, ben_serves) if c.offer and c.offer["caller"]["number"] == jack.number]
    assert ringing == [ana]
    assert ben_serves.offer
    assert ben_serves.offer["caller"]["number"] == emma.number


def test_the_same_operator_is_preferred_for_twenty_seconds_and_then_anybody(stage: Stage) -> None:
    ana, jack = stage.conversation()
    ana.put("BREAK")
    ben = stage.ben.ready()
    ana.drop_line()
    stage.pass_time(1)
    assert ana.state == "BREAK"
    assert ben.offer
    assert ben.offer["caller"]["number"] == jack.number


def test_she_is_awaited_while_she_is_busy_and_given_up_after_twenty_seconds(stage: Stage) -> None:
    """Ana comes back ready but lets the second offer go: for twenty seconds nobody else is asked."""
    ana, jack = stage.conversation()
    stage.pass_time(1)
    ben = stage.ben.ready()
    ana.drop_line()
    assert not ben.offer
    stage.pass_time(25, step=2)
    assert ben.offer or ana.offer
    stage.pass_time(15)
    assert jack.story.count("OPERATOR_LOST") == 1
    assert not jack.is_over


def test_the_caller_who_hangs_up_while_nobody_is_there_was_answered(stage: Stage) -> None:
    ana, jack = stage.conversation()
    stage.pass_time(10)
    ana.drop_line()
    ana.put("BREAK")
    jack.hang_up()
    stage.pass_time(40)
    record = jack.record
    assert (record["outcome"], record["talk_time"]) == ("ANSWERED", 10)
    assert stage.live_rows()["calls"] == 0
    assert ana.state == "BREAK"


def test_both_leave_at_once(stage: Stage) -> None:
    """Her leg and the caller's end in the same instant: a finished call, whichever is told first."""
    ana, jack = stage.conversation()
    stage.pass_time(10)
    stage.simulator.hang_up(ana.leg)
    jack.hang_up()
    stage.pass_time(45)
    assert jack.record["outcome"] == "ANSWERED"
    assert stage.live_rows()["calls"] == 0
    assert ana.state == "READY"


def test_a_leg_that_ends_after_her_hang_up_is_no_loss(stage: Stage) -> None:
    ana, jack = stage.conversation()
    stage.simulator.fault(kind="callback", action="delay", match="status:completed", seconds=5.0, count=None)
    ana.do("hang-up")
    stage.pass_time(10)
    assert "OPERATOR_LOST" not in jack.story
    assert ana.state == "WRAP_UP"


def test_the_second_operator_closes_it_and_both_talked(stage: Stage) -> None:
    ana, jack = stage.conversation()
    stage.pass_time(10)
    ana.put("BREAK")
    ana.drop_line()
    ben = stage.ben.ready()
    ben.answer()
    stage.pass_time(20)
    ben.do("hang-up")
    ben.do("dispose")
    record = jack.record
    assert (record["operator"], record["talk_time"]) == ("Ben", 30)
    assert stage.live_rows()["calls"] == 0
