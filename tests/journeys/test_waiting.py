"""What a waiting caller hears, and what becomes of her when she gives up or when nobody is there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from telephony.routing import expecting
from tenants.billing.models import UsageRecord
from tests.factories.cast import make_agent
from tests.journeys.settled import talk
from tests.journeys.stage import EMMA, Stage


def test_her_line_rings_until_the_operator_speaks(stage: Stage) -> None:
    """Nothing is said before 30 s: the ringing tone of the dialled number's country, again and again."""
    stage.ana.put("BREAK")
    jack = stage.call_acme()
    stage.pass_time(25)
    assert jack.state == "WAITING"
    assert jack.heard("ringback-uk.wav")
    assert not jack.heard("Thank you for waiting")


def test_from_thirty_seconds_on_a_word_of_patience(stage: Stage) -> None:
    stage.ana.put("BREAK")
    jack = stage.call_acme()
    stage.pass_time(36)
    assert jack.heard("Thank you for waiting")
    assert not jack.heard("about")
    assert not jack.is_over


def test_the_expected_wait_is_told_when_there_is_one_and_never_grows(stage: Stage) -> None:
    for seconds in (100, 108, 104):
        talk(stage, seconds)
    stage.ben.put("BREAK")
    stage.call_acme(EMMA)
    stage.ana.answer()
    jack = stage.call_acme()
    stage.pass_time(40)
    assert jack.heard("Your call will be answered in about 2 minutes")
    talks = UsageRecord.objects.filter(talk_time__gt=0)
    talks.update(talk_time=400)
    stage.pass_time(60)
    assert jack.heard("Thank you for waiting")
    assert not jack.heard("about 7 minutes"), "she has been told two"


def test_who_stands_behind_is_told_a_longer_wait_and_whoever_nobody_will_answer_is_told_none(
    stage: Stage,
) -> None:
    for seconds in (100, 108, 104):
        talk(stage, seconds)
    stage.call_acme(EMMA)
    stage.ana.answer()
    jack, mia = stage.call_acme(), stage.call_acme("+14155550150")
    stage.pass_time(40)
    assert jack.heard("in about 2 minutes")
    assert mia.heard("in about 4 minutes")
    stage.ana.put("BREAK")
    late = stage.call_acme("+14155550151")
    stage.pass_time(40)
    assert late.heard("Thank you for waiting")
    assert not late.heard("about"), "after this call nobody is on duty"


def test_the_expected_wait_is_one_statement_for_all_who_wait(stage: Stage) -> None:
    talk(stage, 60)
    stage.call_acme(EMMA)
    stage.ana.answer()
    ids = [caller.call.pk for caller in (stage.call_acme(), stage.call_acme("+14155550150"))]
    with CaptureQueriesContext(connection) as queries:
        for call_id in ids:
            expecting.expected_wait(call_id=call_id, now=stage.clock.now())
    assert len(queries) == 1


def test_a_company_with_an_announcement_has_it_spoken_first(stage: Stage) -> None:
    ana = stage.ana.ready()
    jack = stage.call_globex()
    assert jack.state == "ARRIVED"
    assert not ana.offer
    stage.pass_time(10)
    assert jack.heard("вы позвонили в Глобекс")
    assert jack.state == "WAITING"
    assert ana.offer
    assert ana.offer["waited_since"] > jack.record["started_at"]
    assert jack.story[:3] == ["ARRIVED", "ANNOUNCED", "QUEUED"]


@pytest.mark.parametrize(
    "stage_left", ["announcement", "waiting", "ringing", "connecting", "talking", "hold"]
)
def test_the_caller_may_hang_up_in_any_stage(stage: Stage, stage_left: str) -> None:
    ana = stage.ana
    if stage_left == "waiting":
        ana.put("BREAK")
    else:
        ana.ready()
    company = stage.cast.globex if stage_left == "announcement" else stage.cast.acme
    jack = stage.dial(company)
    stage.pass_time(1)
    if stage_left == "connecting":
        stage.simulator.answer(ana.leg)
        stage.simulator.advance(0)
        assert jack.state == "CONNECTING"
    elif stage_left in ("talking", "hold"):
        ana.answer()
    if stage_left == "hold":
        ana.do("hold")
    jack.hang_up()
    stage.pass_time(1)
    spoken = stage_left in ("talking", "hold", "connecting")
    assert jack.record["outcome"] == ("ANSWERED" if spoken else "ABANDONED")
    assert "HUNG_UP" in jack.story
    if spoken:
        assert ana.state == "WRAP_UP"
        ana.do("dispose")
    assert not ana.offer
    assert ana.legs() == []
    assert ana.look()["misses"] == 0
    assert stage.live_rows() == {"calls": 0, "legs": 0, "offers": 0, "entries": 0, "instructions": 0}
    assert jack.record["closed_at"] is not None


def test_a_caller_who_hangs_up_while_it_rings_leaves_the_operator_first_in_line(stage: Stage) -> None:
    ana = stage.ana.ready()
    stage.pass_time(2)
    stage.hire(make_agent(name="Dan", companies=["acme", "globex"], languages=["en", "ru"])).ready()
    jack = stage.call_acme()
    assert ana.offer
    stage.pass_time(6)
    jack.hang_up()
    assert ana.state == "READY"
    stage.call_acme(EMMA)
    assert ana.offer


def test_the_gauge_shows_what_she_could_take(stage: Stage) -> None:
    stage.ana.put("BREAK")
    stage.ben.put("BREAK")
    stage.call_globex()
    stage.pass_time(10)
    stage.call_acme(EMMA)
    assert stage.ana.look()["waiting"]["count"] == 2
    assert stage.ben.look()["waiting"]["count"] == 1
    gauges = [frame for frame in stage.ben.pushes.read() if frame["type"] == "waiting.changed"]
    assert gauges[-1]["as"]["waiting"]["count"] == 1
