"""What a company settles about who is asked first, who answers by itself, and how the work after a call ends."""

from typing import Any

import pytest

from agents.roster import services as roster
from telephony.queues.types import WrapUpMode
from tests.factories.cast import Agent, Company, make_agent
from tests.journeys.console import Refused
from tests.journeys.settled import general, open_queue, settle
from tests.journeys.stage import EMMA, Stage


def at_home(agent: Agent, company: Company) -> None:
    """She is the company's own agent."""
    roster.prefer(operator=agent.operator, home_id=company.tenant.pk, likings=[])


def test_the_companys_own_agents_first_and_our_pool_after_a_while(stage: Stage) -> None:
    at_home(stage.cast.ben, stage.cast.acme)
    settle(stage, stage.cast.acme, own_first_time=15)
    ben = stage.ben.ready()
    stage.call_acme(EMMA)
    ben.answer()
    ana = stage.ana.ready()
    stage.call_acme()
    stage.pass_time(14, step=1)
    assert not ana.offer
    stage.pass_time(2, step=1)
    assert ana.offer
    ana.answer()


def test_nobody_waits_for_own_agents_who_will_not_come(stage: Stage) -> None:
    at_home(stage.cast.ben, stage.cast.acme)
    settle(stage, stage.cast.acme, own_first_time=60)
    ana = stage.ana.ready()
    stage.call_acme()
    assert ana.offer, "he is not on duty"
    ana.answer()
    ben = stage.ben.ready()
    stage.call_acme(EMMA)
    ben.answer()
    ana.do("hang-up")
    ana.do("dispose")
    third = stage.call_acme("+14155550143")
    stage.pass_time(6, step=1)
    assert not ana.offer, "he may be done before long"
    ben.put("BREAK")
    stage.pass_time(2, step=1)
    assert ana.offer["caller"]["number"] == third.number


def test_being_at_home_with_one_company_counts_for_no_other(stage: Stage) -> None:
    at_home(stage.cast.ana, stage.cast.acme)
    dan = make_agent(name="Dan", companies=["globex"], languages=["en", "ru"])
    at_home(dan, stage.cast.globex)
    settle(stage, stage.cast.globex, own_first_time=20)
    own = stage.hire(dan).ready()
    stage.call_globex(EMMA)
    stage.pass_time(6, step=1)
    own.answer()
    ana = stage.ana.ready()
    stage.call_globex()
    stage.pass_time(12, step=1)
    assert not ana.offer


def test_an_operator_with_a_delay_is_asked_when_it_has_passed(stage: Stage) -> None:
    liking = roster.Liking(queue_id=general(stage.cast.acme).pk, delay_time=20)
    roster.prefer(operator=stage.cast.ana.operator, home_id=None, likings=[liking])
    ana = stage.ana.ready()
    stage.call_acme()
    stage.pass_time(18, step=1)
    assert not ana.offer
    stage.pass_time(3, step=1)
    assert ana.offer


def test_what_an_operator_is_for_comes_before_somebody_who_waits_a_little_longer(stage: Stage) -> None:
    queues = [general(company).pk for company in (stage.cast.acme, stage.cast.globex)]
    likings = [roster.Liking(queue_id=pk, place=place) for place, pk in enumerate(queues, start=1)]
    roster.prefer(operator=stage.cast.ana.operator, home_id=None, likings=likings)
    ana = stage.ana
    ana.put("BREAK")
    stage.call_globex()
    stage.pass_time(20)
    stage.call_acme(EMMA)
    ana.ready()
    assert ana.offer["caller"]["number"] == EMMA


def test_an_offer_that_is_answered_by_itself_is_missed_after_a_second(stage: Stage, settings: Any) -> None:
    settings.CC_SOFTPHONE = "simulator"
    settle(stage, stage.cast.acme, auto_answer=True)
    ana = stage.ana.ready()
    stage.call_acme()
    assert ana.offer["answers_itself"]
    stage.ben.ready()
    stage.pass_time(1.2, step=0.4)
    assert not ana.offer, "her page was not there"
    assert stage.ben.offer


def test_a_page_that_says_it_answers_is_given_time_to(stage: Stage, settings: Any) -> None:
    settings.CC_SOFTPHONE = "simulator"
    settle(stage, stage.cast.acme, auto_answer=True)
    ana = stage.ana.ready()
    stage.call_acme()
    ana.accept()
    stage.pass_time(2, step=0.5)
    assert ana.offer
    ana.answer()
    assert ana.state == "TALKING"


def test_another_device_than_the_console_answers_nothing_by_itself(stage: Stage, settings: Any) -> None:
    settings.CC_SOFTPHONE = "none"
    settle(stage, stage.cast.acme, auto_answer=True)
    ana = stage.ana.ready()
    stage.call_acme()
    stage.pass_time(5, step=1)
    assert ana.offer
    assert not ana.offer["answers_itself"]


def worked(stage: Stage, *, asks: bool = False, **settings: Any) -> int:
    """Seconds of work after a call, as the clock ends them; 1000 for more than the longest."""
    settle(stage, stage.cast.acme, **settings)
    ana, _caller = stage.conversation()
    if asks:
        ana.command("POST", f"calls/{ana.call['id']}/wrap-up/", {"is_wanted": True})
        assert ana.call["wrap_up_asked"] is True
    ana.do("hang-up")
    for seconds in range(0, 1000, 5):
        stage.pass_time(0.1)
        if ana.state == "READY":
            return seconds
        stage.pass_time(4.9)
    return 1000


@pytest.mark.parametrize(
    ("mode", "asks", "seconds"),
    [
        (WrapUpMode.TIMED, False, 25),
        (WrapUpMode.OPTIONAL_TIMED, False, 0),
        (WrapUpMode.OPTIONAL_TIMED, True, 25),
        (WrapUpMode.OPTIONAL, False, 0),
        (WrapUpMode.NONE, False, 0),
    ],
)
def test_the_work_after_a_call_ends_as_the_queue_says(
    stage: Stage, mode: WrapUpMode, asks: bool, seconds: int
) -> None:
    found = worked(stage, asks=asks, wrap_up_mode=mode, wrap_up_time=22)
    assert found == seconds


@pytest.mark.parametrize(("mode", "asks"), [(WrapUpMode.OPEN, False), (WrapUpMode.OPTIONAL, True)])
def test_until_she_is_done_is_a_quarter_of_an_hour_at_most(
    stage: Stage, mode: WrapUpMode, asks: bool
) -> None:
    settle(stage, stage.cast.acme, wrap_up_mode=mode)
    ana, _caller = stage.conversation()
    if asks:
        ana.command("POST", f"calls/{ana.call['id']}/wrap-up/", {"is_wanted": True})
    ana.do("hang-up")
    stage.pass_time(890, step=89)
    assert ana.state == "WRAP_UP"
    ana.do("more-time")
    stage.pass_time(20, step=5)
    assert ana.state == "READY", "more time is never more than the longest"


def test_she_may_change_her_mind_about_the_work_after_the_call(stage: Stage) -> None:
    settle(stage, stage.cast.acme, wrap_up_mode=WrapUpMode.OPTIONAL)
    ana, _caller = stage.conversation()
    call_id = ana.call["id"]
    for wanted in (True, False):
        ana.command("POST", f"calls/{call_id}/wrap-up/", {"is_wanted": wanted})
        assert ana.call["wrap_up_asked"] is wanted
    with pytest.raises(Refused):
        stage.ben.command("POST", f"calls/{call_id}/wrap-up/", {"is_wanted": True})
    ana.do("hang-up")
    stage.pass_time(1)
    assert ana.state == "READY"


def test_a_queue_that_never_leaves_it_to_her_shows_no_such_choice(stage: Stage) -> None:
    open_queue(stage, stage.cast.acme, "Sales", wrap_up_mode=WrapUpMode.OPTIONAL)
    ana, _caller = stage.conversation()
    assert ana.call["wrap_up_asked"] is None
