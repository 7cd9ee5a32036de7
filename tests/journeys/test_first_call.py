"""A caller rings, the right operator answers, and the company finds the call in its list."""

import pytest

from tenants.billing.models import UsageRecord
from tests.journeys.console import Refused
from tests.journeys.stage import Stage


def test_the_caller_is_answered_and_the_call_stands_in_the_companys_list(stage: Stage) -> None:
    ana = stage.ana.ready()
    jack = stage.call_acme()
    assert jack.state == "WAITING"
    stage.pass_time(4)
    ana.answer()
    assert ana.state == "TALKING"
    assert jack.hears == [ana.leg]
    stage.pass_time(60)
    ana.do("hang-up")
    assert jack.is_over
    assert ana.state == "WRAP_UP"
    stage.pass_time(10)
    ana.do("dispose", {"disposition": None, "note": "All well."})
    assert ana.state == "READY"
    record = jack.record
    assert (record["outcome"], record["operator"], record["note"]) == ("ANSWERED", "Ana", "All well.")
    assert (record["wait_time"], record["ring_time"], record["talk_time"]) == (4, 4, 60)
    assert record["wrap_up_time"] == 10
    assert jack.story == [
        "ARRIVED", "QUEUED", "OFFERED", "RINGING", "ANSWERED", "HUNG_UP", "WRAPPED_UP", "CLOSED",
    ]  # fmt: skip
    assert stage.calls_of(stage.cast.globex) == []


def test_the_screen_pops_with_all_that_she_needs(stage: Stage) -> None:
    ana = stage.ana.ready()
    jack = stage.call_acme()
    offer = ana.offer
    assert offer
    assert offer["phrase"] == "Acme help line, good day."
    assert (offer["company"]["slug"], offer["company"]["language"]) == ("acme", "en")
    assert offer["caller"]["number"] == jack.number
    assert offer["caller"]["calls_before"] == 0
    assert offer["dialled"]["number"] == stage.cast.acme.number
    assert [question["title"] for question in offer["questions"]] == ["Where do you repair?"]
    assert offer["state"] == "OPEN"
    assert offer["ringing_at"] is not None
    assert ana.pushes.types()[:3] == ["state.changed", "offer.made", "offer.ringing"]


def test_the_pop_does_not_wait_for_the_carrier(stage: Stage) -> None:
    ana = stage.ana.ready()
    stage.simulator.fault(kind="rest", action="fail_before", match="Participants", count=3)
    stage.simulator.call(stage.cast.acme.number)
    stage.simulator.advance(0)
    stage.router.turn()
    assert "offer.made" in ana.pushes.types()
    assert ana.legs() == []
    stage.pass_time(5)


def test_a_caller_who_rings_again_is_known(stage: Stage) -> None:
    ana = stage.ana.ready()
    stage.call_acme()
    ana.answer()
    ana.do("hang-up")
    ana.do("dispose", {"disposition": "ANSWERED", "note": "Told him the hours."})
    stage.pass_time(60)
    stage.call_acme()
    assert ana.offer
    assert ana.offer["caller"]["calls_before"] == 1
    assert ana.offer["last_contacts"][0]["note"] == "Told him the hours."


def test_the_same_caller_is_a_stranger_to_another_company(stage: Stage) -> None:
    ana = stage.ana.ready()
    stage.call_acme()
    ana.answer()
    ana.do("hang-up")
    ana.do("dispose", {"note": "A secret of acme."})
    stage.call_globex()
    stage.pass_time(10)
    assert ana.offer
    assert ana.offer["company"]["slug"] == "globex"
    assert ana.offer["caller"]["calls_before"] == 0
    assert ana.offer["last_contacts"] == []


def test_usage_is_metered_with_its_parts_apart(stage: Stage) -> None:
    ben = stage.ben
    stage.ana.put("BREAK")
    jack = stage.call_acme()
    stage.pass_time(15)
    ben.ready()
    stage.pass_time(5)
    ben.answer()
    stage.pass_time(30)
    ben.do("hold")
    stage.pass_time(20)
    ben.do("resume")
    stage.pass_time(10)
    jack.hang_up()
    stage.pass_time(25)
    ben.do("dispose")
    usage = UsageRecord.objects.get()
    assert usage.tenant_id == stage.cast.acme.tenant.pk
    assert usage.operator_id == stage.cast.ben.id
    parts = (usage.queue_time, usage.ring_time, usage.talk_time, usage.hold_time, usage.wrap_up_time)
    assert parts == (15, 5, 40, 20, 25)
    assert usage.outcome == "ANSWERED"


def test_nothing_of_the_live_call_is_left_when_it_has_closed(stage: Stage) -> None:
    ana = stage.ana.ready()
    jack = stage.call_acme()
    ana.answer()
    ana.do("hang-up")
    ana.do("dispose")
    assert jack.state == ""
    assert stage.live_rows() == {"calls": 0, "legs": 0, "offers": 0, "entries": 0, "instructions": 0}
    assert ana.legs() == []


def test_a_command_about_a_call_that_was_hers_answers_the_state_as_it_is(stage: Stage) -> None:
    ana = stage.ana.ready()
    stage.call_acme()
    ana.answer()
    call_id = ana.call["id"]
    ana.do("hang-up")
    assert ana.do("hang-up", call_id=call_id)["state"] == "WRAP_UP"
    ana.do("dispose")
    for verb in ("hold", "hang-up", "dispose", "resume", "mute"):
        assert ana.do(verb, call_id=call_id)["state"] == "READY"


def test_nobody_commands_a_call_of_somebody_else(stage: Stage) -> None:
    ana = stage.ana.ready()
    ben = stage.ben
    jack = stage.call_acme()
    ana.answer()
    for verb in ("hold", "hang-up", "dispose", "mute", "note", "transfer", "more-time"):
        with pytest.raises(Refused) as refused:
            ben.do(verb, {"note": "x", "to": "+442079460777"}, call_id=ana.call["id"])
        assert refused.value.status == 404
    assert jack.state == "TALKING"


def test_she_reads_an_answer_and_it_is_noted(stage: Stage) -> None:
    ana = stage.ana.ready()
    jack = stage.call_acme()
    ana.answer()
    question = stage.cast.acme.question_id
    tree = ana.command("GET", f"calls/{ana.call['id']}/questions/")
    assert tree["count"] == 1
    answer = ana.command("GET", f"calls/{ana.call['id']}/questions/{question}/")
    assert answer["say"] == "At home."
    assert ana.call["read"] == [question]
    assert "QUESTION_READ" in jack.story
    ana.do("hang-up")
    ana.do("dispose")
    with pytest.raises(Refused) as refused:
        ana.command("GET", f"calls/{jack.id}/questions/")
    assert refused.value.status == 404
