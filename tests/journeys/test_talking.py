"""During the conversation: hold, mute, hanging up, and what the caller hears of it."""

from contextlib import suppress

import pytest

from tests.journeys.console import Refused
from tests.journeys.stage import Stage


def test_on_hold_the_caller_hears_music_and_then_the_operator_again(stage: Stage) -> None:
    ana, jack = stage.conversation()
    ana.do("hold")
    assert ana.state == "HOLD"
    assert ana.call["hold_since"] is not None
    assert jack.hears == []
    stage.pass_time(3)
    assert jack.heard("hold.wav")
    ana.do("resume")
    assert ana.state == "TALKING"
    assert jack.hears == [ana.leg]
    assert jack.story[-2:] == ["HELD", "RESUMED"]


def test_muted_she_hears_and_is_not_heard(stage: Stage) -> None:
    ana, jack = stage.conversation()
    ana.do("mute")
    assert ana.call["muted"]
    assert jack.hears == []
    assert stage.simulator.show(ana.leg)["hears"] == [jack.sid]
    ana.do("unmute")
    assert not ana.call["muted"]
    assert jack.hears == [ana.leg]


def test_a_repeated_command_answers_the_state_as_it_is(stage: Stage) -> None:
    ana, jack = stage.conversation()
    for verb, state in (("hold", "HOLD"), ("hold", "HOLD"), ("resume", "TALKING"), ("resume", "TALKING")):
        assert ana.do(verb)["state"] == state
    for verb in ("mute", "mute", "unmute", "unmute"):
        ana.do(verb)
    assert jack.story[-4:] == ["HELD", "RESUMED", "MUTED", "UNMUTED"]


def test_hold_and_resume_pressed_at_once_end_as_they_were_pressed(stage: Stage) -> None:
    """The carrier is told in order, also when its first answer is late."""
    ana, jack = stage.conversation()
    stage.simulator.fault(kind="rest", action="fail_before", match="Participants", status=503)
    call_id = ana.call["id"]
    ana.command("POST", f"calls/{call_id}/hold/", then_settle=False)
    ana.command("POST", f"calls/{call_id}/resume/", then_settle=False)
    stage.pass_time(3, step=0.5)
    assert ana.state == "TALKING"
    assert jack.hears == [ana.leg]


def test_when_the_caller_hangs_up_the_operators_leg_ends_and_she_writes_her_notes(stage: Stage) -> None:
    ana, jack = stage.conversation()
    stage.pass_time(20)
    jack.hang_up()
    assert ana.state == "WRAP_UP"
    assert ana.legs() == []
    assert ana.call["ended_at"] is not None
    ended = [event for event in jack.record["events"] if event["kind"] == "HUNG_UP"]
    assert [event["details"]["by"] for event in ended] == ["CALLER"]


def test_when_the_operator_hangs_up_the_callers_line_ends(stage: Stage) -> None:
    ana, jack = stage.conversation()
    ana.do("hang-up")
    assert jack.is_over
    assert ana.legs() == []
    ended = [event for event in jack.record["events"] if event["kind"] == "HUNG_UP"]
    assert [event["details"]["by"] for event in ended] == ["OPERATOR"]


def test_a_caller_on_hold_who_hangs_up_was_answered(stage: Stage) -> None:
    ana, jack = stage.conversation()
    stage.pass_time(30)
    ana.do("hold")
    stage.pass_time(15)
    jack.hang_up()
    ana.do("dispose")
    record = jack.record
    assert (record["outcome"], record["talk_time"], record["hold_time"]) == ("ANSWERED", 30, 15)


def test_the_draft_of_her_notes_is_kept_with_the_call(stage: Stage) -> None:
    ana, jack = stage.conversation()
    ana.do("note", {"note": "  Boiler E4, née 1987 🙂  "})
    assert ana.call["note"] == "  Boiler E4, née 1987 🙂  "
    assert jack.record["note"] == "  Boiler E4, née 1987 🙂  "


@pytest.mark.parametrize("verb", ["hold", "mute", "transfer"])
def test_what_needs_a_conversation_is_refused_or_changes_nothing_after_it(stage: Stage, verb: str) -> None:
    ana, jack = stage.conversation()
    ana.do("hang-up")
    before = jack.story
    with suppress(Refused):
        ana.do(verb, {"to": "+442079460777"})
    assert ana.state == "WRAP_UP"
    assert jack.story == before


def test_two_tabs_see_the_same_and_a_command_in_one_is_told_to_both(stage: Stage) -> None:
    ana, _jack = stage.conversation()
    other_tab = stage.another_tab(stage.cast.ana)
    ana.do("hold")
    assert other_tab.look()["call"]["state"] == "HOLD"
    other_tab.do("resume")
    assert ana.state == "TALKING"
    other_tab.check()
