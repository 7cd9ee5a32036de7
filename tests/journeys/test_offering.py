"""Who is rung, for how long, and what happens when she does not answer."""

import pytest

from cc_saas.lib import alerts
from tests.factories.cast import make_agent
from tests.journeys.stage import EMMA, Stage


def alerted(kind: str) -> float:
    """How often this alarm was raised."""
    return float(alerts.ALERTS.labels(kind=kind)._value.get())


def test_only_a_cleared_operator_is_rung(stage: Stage) -> None:
    stage.ben.ready()
    stage.ana.put("BREAK")
    stage.call_globex()
    stage.pass_time(20)
    assert not stage.ben.offer
    stage.ana.ready()
    assert stage.ana.offer


def test_she_must_speak_the_language_whatever_its_region(stage: Stage) -> None:
    """Acme's callers speak English: Ana has en-GB, Ben en-US, and both will do."""
    stage.ben.ready()
    stage.call_acme()
    assert stage.ben.offer


def test_the_longest_idle_is_rung_first(stage: Stage) -> None:
    stage.ben.ready()
    stage.pass_time(10)
    stage.ana.ready()
    stage.pass_time(10)
    stage.call_acme()
    assert stage.ben.offer
    assert not stage.ana.offer


def test_the_longest_waiting_is_served_first(stage: Stage) -> None:
    stage.ana.put("BREAK")
    first = stage.call_acme()
    stage.pass_time(3)
    stage.call_acme(EMMA)
    stage.ana.ready()
    assert stage.ana.offer
    assert stage.ana.offer["caller"]["number"] == first.number


def test_a_skill_must_be_mastered_at_the_queues_level(stage: Stage) -> None:
    stage.ask_for_skill(stage.cast.acme, "boilers", 3)
    learning = stage.hire(
        make_agent(name="Dina", companies=["acme"], languages=["en"], skills={"boilers": 2})
    )
    expert = stage.hire(make_agent(name="Eva", companies=["acme"], languages=["en"], skills={"boilers": 3}))
    learning.ready()
    stage.ana.ready()
    stage.call_acme()
    assert not learning.offer
    assert not stage.ana.offer
    expert.ready()
    assert expert.offer


def test_missed_twelve_seconds_after_ringing_and_the_next_one_is_rung(stage: Stage) -> None:
    ana = stage.ana.ready()
    jack = stage.call_acme()
    stage.pass_time(1)
    ben = stage.ben.ready()
    stage.pass_time(10.5, step=0.5)
    assert ana.offer
    stage.pass_time(1, step=0.5)
    assert not ana.offer
    assert ana.legs() == []
    assert ana.look()["misses"] == 1
    assert ana.state == "READY"
    assert ben.offer
    assert not jack.is_over
    assert jack.story[-3:] == ["MISSED", "OFFERED", "RINGING"]


def test_the_twelve_seconds_count_from_ringing_not_from_dialling(stage: Stage) -> None:
    """The carrier lets one leg a second go: the third of three waits two seconds for its turn."""
    stage.simulator.post("behaviour", {"calls_per_second": 0.2})
    ana, ben = stage.ana.ready(), stage.ben.ready()
    stage.call_acme()
    stage.call_acme(EMMA)
    stage.pass_time(4, step=1)
    late = ana if ana.offer and not ana.offer["ringing_at"] else ben
    assert late.offer
    assert not late.offer["ringing_at"]
    stage.pass_time(10, step=1)
    assert late.offer
    assert late.offer["ringing_at"]
    stage.pass_time(5, step=1)
    assert late.look()["misses"] == 1


def test_declined_by_key_and_by_device(stage: Stage) -> None:
    ana = stage.ana.ready()
    jack = stage.call_acme()
    ben = stage.ben.ready()
    ana.decline()
    assert not ana.offer
    assert ana.legs() == []
    assert ben.offer
    ben.reject()
    assert not ben.offer or ben.offer["made_at"] > ben.offer["waited_since"]
    assert jack.story.count("DECLINED") == 2
    assert not jack.is_over


def test_declining_twice_changes_nothing(stage: Stage) -> None:
    ana = stage.ana.ready()
    stage.call_acme()
    assert ana.offer
    path = f"offers/{ana.offer['id']}/decline/"
    ana.command("POST", path)
    again = ana.command("POST", path)
    assert again["misses"] == 1


def test_the_caller_keeps_her_place_when_she_is_let_go(stage: Stage) -> None:
    ana = stage.ana.ready()
    jack = stage.call_acme()
    stage.pass_time(5)
    emma = stage.call_acme(EMMA)
    ana.decline()
    ben = stage.ben.ready()
    assert ben.offer
    assert ben.offer["caller"]["number"] == jack.number
    assert emma.record["events"][-1]["kind"] in ("OFFERED", "RINGING")


def test_three_misses_in_a_row_take_her_off_until_she_says_she_is_back(stage: Stage) -> None:
    ana, ben = stage.ana.ready(), stage.ben
    globex_too = stage.hire(make_agent(name="Olga", companies=["globex"], languages=["ru"]))
    globex_too.ready()
    jack = stage.call_acme()
    for misses in (1, 2):
        ana.decline()
        assert ana.look()["misses"] == misses
        stage.pass_time(5)
    ben.ready()
    if ben.offer:
        ben.decline()
    stage.pass_time(4)
    assert ana.offer
    stage.pass_time(13)
    shown = ana.look()
    assert (shown["state"], shown["reason"]) == ("BREAK", "missed-offers")
    assert not jack.is_over
    ana.ready()
    assert ana.look()["misses"] == 0


def test_an_answer_begins_the_count_anew(stage: Stage) -> None:
    ana = stage.ana.ready()
    stage.ben.ready()
    stage.call_acme()
    holder = ana if ana.offer else stage.ben
    holder.decline()
    other = stage.ben if holder is ana else ana
    other.decline()
    stage.pass_time(5)
    answerer = ana if ana.offer else stage.ben
    answerer.answer()
    assert answerer.look()["misses"] == 0


def test_the_last_who_can_serve_a_company_is_never_taken_off_in_silence(stage: Stage) -> None:
    before = alerted("last-operator-misses")
    ana = stage.ana.ready()
    stage.call_acme()
    for _miss in range(4):
        assert ana.offer
        ana.decline()
        stage.pass_time(5)
    assert ana.look()["state"] in ("READY", "RESERVED")
    assert ana.offer
    assert alerted("last-operator-misses") >= before + 1


def test_a_click_is_noted_and_the_legs_answer_is_the_acceptance(stage: Stage) -> None:
    ana = stage.ana.ready()
    jack = stage.call_acme()
    stage.pass_time(11)
    ana.accept()
    assert ana.state == "RESERVED"
    stage.pass_time(2, step=0.5)
    assert ana.offer
    ana.answer()
    assert ana.state == "TALKING"
    assert jack.state == "TALKING"


def test_a_leg_that_answers_after_the_offer_is_over_is_ended(stage: Stage) -> None:
    """The decline and the answer cross: the operator is not left talking to nobody."""
    ana = stage.ana.ready()
    jack = stage.call_acme()
    leg = ana.leg
    stage.simulator.fault(kind="callback", action="delay", match="status:in-progress", seconds=3.0)
    stage.simulator.fault(kind="callback", action="delay", match="conference:participant-join", seconds=3.0)
    stage.simulator.answer(leg)
    ana.decline()
    stage.pass_time(4)
    assert stage.simulator.show(leg)["status"] == "completed"
    assert ana.look()["misses"] == 1
    assert jack.state == "WAITING"


def test_an_operator_without_a_device_is_not_rung_for_ever(stage: Stage) -> None:
    """Her softphone is not registered: the leg fails, the next one is asked."""
    lost = stage.hire(make_agent(name="Fay", companies=["acme"], languages=["en"]), device=False)
    lost.ready()
    stage.pass_time(5)
    stage.ana.ready()
    jack = stage.call_acme()
    assert lost.look()["misses"] == 1
    assert stage.ana.offer
    assert jack.story.count("WITHDRAWN") == 1


@pytest.mark.parametrize("order", ["ana-first", "ben-first"])
def test_an_operator_of_two_companies_serves_whoever_waits_longest(stage: Stage, order: str) -> None:
    stage.ana.put("BREAK")
    if order == "ana-first":
        first = stage.call_globex()
        stage.pass_time(6)
        stage.call_acme(EMMA)
    else:
        first = stage.call_acme()
        stage.pass_time(1)
        stage.call_globex(EMMA)
        stage.pass_time(6)
    stage.ana.ready()
    assert stage.ana.offer
    assert stage.ana.offer["caller"]["number"] == first.number
