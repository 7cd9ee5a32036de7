"""Cold transfer: the specialist is dialled into the room, the operator leaves it."""

import pytest

from tests.journeys.console import Refused
from tests.journeys.stage import EMMA, Stage


def test_a_specialist_who_answers_has_the_caller(stage: Stage) -> None:
    ana, jack = stage.conversation()
    stage.pass_time(20)
    sam = stage.cast.acme.specialist_number
    ana.do("transfer", {"specialist": stage.cast.acme.specialist_id})
    assert ana.state == "WRAP_UP"
    assert ana.legs() == []
    assert ana.call["transfer"]["state"] == "RINGING"
    leg = stage.simulator.ringing_leg(sam)
    stage.simulator.answer(leg)
    stage.settle()
    assert jack.hears == [leg]
    assert ana.call["transfer"]["state"] == "CONNECTED"
    ana.do("dispose")
    assert ana.state == "READY"
    stage.pass_time(60, step=20)
    assert not jack.is_over
    jack.hang_up()
    stage.pass_time(2)
    assert stage.simulator.show(leg)["status"] == "completed"
    record = jack.record
    assert (record["outcome"], record["operator"], record["talk_time"]) == ("ANSWERED", "Ana", 20)
    assert "TRANSFERRED" in jack.story
    assert stage.live_rows() == {"calls": 0, "legs": 0, "offers": 0, "entries": 0, "instructions": 0}


def test_a_specialist_who_hangs_up_ends_the_call_politely(stage: Stage) -> None:
    ana, jack = stage.conversation()
    ana.do("transfer", {"to": stage.cast.acme.specialist_number})
    leg = stage.simulator.ringing_leg(stage.cast.acme.specialist_number)
    stage.simulator.answer(leg)
    stage.settle()
    ana.do("dispose")
    stage.simulator.hang_up(leg)
    stage.settle()
    assert jack.heard("Thank you for calling")
    stage.pass_time(6)
    assert jack.is_over
    assert stage.live_rows()["calls"] == 0


def test_unanswered_the_caller_is_back_and_stands_first(stage: Stage) -> None:
    ana, jack = stage.conversation()
    emma = stage.call_acme(EMMA)
    ana.do("transfer", {"specialist": stage.cast.acme.specialist_id})
    ana.do("dispose")
    ben = stage.ben
    assert ana.offer
    assert ana.offer["caller"]["number"] == emma.number
    ana.answer()
    stage.pass_time(35)
    assert jack.heard("One moment")
    assert jack.state == "WAITING"
    assert "TRANSFER_FAILED" in jack.story
    ben.ready()
    assert ben.offer
    assert ben.offer["caller"]["number"] == jack.number
    ben.answer()
    assert jack.hears == [ben.leg]


@pytest.mark.parametrize("refusal", ["busy", "reject"])
def test_a_busy_specialist_is_told_to_the_operator_while_she_writes(stage: Stage, refusal: str) -> None:
    ana, jack = stage.conversation()
    ana.do("transfer", {"specialist": stage.cast.acme.specialist_id})
    leg = stage.simulator.ringing_leg(stage.cast.acme.specialist_number)
    stage.simulator.post(f"legs/{leg}/{refusal}")
    stage.settle()
    assert not jack.is_over
    assert "TRANSFER_FAILED" in jack.story
    stage.pass_time(3)
    assert jack.heard("One moment")


def test_a_carrier_that_refuses_to_dial_leaves_the_two_together(stage: Stage) -> None:
    ana, jack = stage.conversation()
    stage.simulator.fault(
        kind="rest", action="fail_before", match="Participants.json", status=400, code=21211
    )
    ana.do("transfer", {"to": "+442079460777"})
    stage.pass_time(2)
    assert ana.state == "TALKING"
    assert ana.call["transfer"]["state"] == "FAILED"
    assert jack.hears == [ana.leg]
    ana.do("transfer", {"specialist": stage.cast.acme.specialist_id})
    assert ana.state == "WRAP_UP"


@pytest.mark.parametrize("to", ["", "nonsense", "+", "anonymous"])
def test_what_is_no_number_is_refused(stage: Stage, to: str) -> None:
    ana, jack = stage.conversation()
    with pytest.raises(Refused) as refused:
        ana.do("transfer", {"to": to})
    assert refused.value.status == 409
    assert jack.hears == [ana.leg]


def test_a_specialist_of_another_company_is_unknown(stage: Stage) -> None:
    ana, jack = stage.conversation()
    with pytest.raises(Refused) as refused:
        ana.do("transfer", {"specialist": 999_999})
    assert refused.value.status == 404
    assert jack.state == "TALKING"


def test_transferring_twice_dials_once(stage: Stage) -> None:
    ana, _jack = stage.conversation()
    call_id = ana.call["id"]
    body = {"specialist": stage.cast.acme.specialist_id}
    ana.command("POST", f"calls/{call_id}/transfer/", body, then_settle=False)
    ana.command("POST", f"calls/{call_id}/transfer/", body, then_settle=False)
    stage.settle()
    assert stage.dialled(stage.cast.acme.specialist_number) == 1


def test_the_caller_may_hang_up_while_the_specialist_rings(stage: Stage) -> None:
    ana, jack = stage.conversation()
    ana.do("transfer", {"specialist": stage.cast.acme.specialist_id})
    jack.hang_up()
    stage.pass_time(2)
    assert stage.simulator.get("calls", live=1, to=stage.cast.acme.specialist_number)["calls"] == []
    ana.do("dispose")
    assert jack.record["outcome"] == "ANSWERED"
    assert stage.live_rows()["calls"] == 0


def test_a_caller_on_hold_is_not_transferred(stage: Stage) -> None:
    ana, _jack = stage.conversation()
    ana.do("hold")
    with pytest.raises(Refused) as refused:
        ana.do("transfer", {"specialist": stage.cast.acme.specialist_id})
    assert refused.value.status == 409
