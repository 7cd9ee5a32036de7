"""Somebody who would not wait is called back: her place is kept, her number confirmed, and she is never dialled twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from cc_saas.lib import alerts
from telephony.callbacks import services as callbacks
from telephony.callbacks.models import Promise
from telephony.callflow import callback
from telephony.queues.models import QueueEntry
from tests.journeys.caller import Caller
from tests.journeys.stage import EMMA, JACK, Stage

OTHER = "+442079460143"
NOTHING = {"calls": 0, "legs": 0, "offers": 0, "entries": 0, "instructions": 0}


@pytest.fixture(autouse=True)
def morning(stage: Stage) -> None:
    """What is promised must be kept by midnight: every story begins at nine."""
    stage.sleep_until_nine()


def ask_for_callback(stage: Stage, number: str = EMMA) -> Caller:
    """She waits for a minute, presses 1, and 1 again: the number is right."""
    stage.ana.put("BREAK")
    emma = stage.call_acme(number)
    wait_for_the_question(stage, emma)
    emma.press("1")
    for _ in range(30):
        if emma.heard("If it is right"):
            break
        stage.pass_time(1)
    emma.press("1")
    stage.pass_time(1)
    return emma


def wait_for_the_question(stage: Stage, caller: Caller) -> None:
    for _ in range(20):
        stage.pass_time(5)
        if caller.heard("press 1"):
            return
    raise AssertionError("she is not asked")


def leg_of(stage: Stage, number: str = EMMA) -> str:
    """The line that is being dialled to her."""
    return stage.simulator.ringing_leg(number)


def rows(stage: Stage, direction: str) -> list[dict[str, Any]]:
    return [row for row in stage.calls_of(stage.cast.acme) if row["direction"] == direction]


def test_nobody_is_asked_before_a_minute_or_where_it_is_off(stage: Stage) -> None:
    stage.ana.put("BREAK")
    emma = stage.call_acme(EMMA)
    stage.pass_time(50)
    assert not emma.heard("call you back")
    callbacks.agree(tenant_id=stage.cast.acme.tenant.pk, is_on=False)
    stage.pass_time(60)
    assert not emma.heard("call you back")


def test_she_presses_nothing_and_waits_on(stage: Stage) -> None:
    stage.ana.put("BREAK")
    emma = stage.call_acme(EMMA)
    wait_for_the_question(stage, emma)
    stage.pass_time(20)
    assert emma.state == "WAITING"
    assert not emma.is_over
    assert Promise.objects.count() == 0


def test_her_number_is_read_to_her_and_her_line_ends_politely(stage: Stage) -> None:
    emma = ask_for_callback(stage)
    assert emma.heard("zero, two, zero, seven, nine, four, six, zero, one, four, two")
    stage.pass_time(5)
    assert emma.heard("We will call you today")
    assert emma.is_over
    inbound, promised = rows(stage, "INBOUND")[0], rows(stage, "OUTBOUND")[0]
    assert inbound["outcome"] == "CALLBACK"
    assert (promised["outcome"], promised["caller"]) == (None, EMMA)
    promise = Promise.objects.get()
    assert timedelta(seconds=55) < promise.asked_at - promise.place_at < timedelta(seconds=120)
    assert promise.due_by.hour == 0


def test_the_operator_gets_the_pop_before_the_line_dials(stage: Stage) -> None:
    ask_for_callback(stage)
    ana = stage.ana.ready()
    stage.settle()
    assert ana.offer
    assert ana.offer["callback"]["attempt"] == 1
    assert ana.offer["callback"]["waited"] >= 60
    assert ana.offer["caller"]["number"] == EMMA
    assert stage.dialled(EMMA) == 0
    ana.answer()
    assert stage.dialled(EMMA) == 1
    leg = leg_of(stage)
    stage.simulator.answer(leg)
    stage.settle()
    assert ana.state == "TALKING"
    assert stage.simulator.show(leg)["hears"] == [ana.leg]
    stage.pass_time(20)
    stage.simulator.hang_up(leg)
    stage.settle()
    ana.do("dispose")
    record = rows(stage, "OUTBOUND")[0]
    assert (record["outcome"], record["operator"], record["talk_time"]) == ("ANSWERED", "Ana", 20)
    assert stage.live_rows() == NOTHING
    assert Promise.objects.count() == 0


def test_her_place_is_kept_before_those_who_came_later(stage: Stage) -> None:
    ask_for_callback(stage)
    jack = stage.call_acme(JACK)
    ana = stage.ana.ready()
    stage.settle()
    assert ana.offer
    assert ana.offer["caller"]["number"] == EMMA
    assert jack.state == "WAITING"


def test_she_may_key_in_another_number(stage: Stage) -> None:
    stage.ana.put("BREAK")
    emma = stage.call_acme(EMMA)
    wait_for_the_question(stage, emma)
    emma.press("1")
    emma.press("2")
    emma.press("09098790000#")
    assert emma.heard("We cannot call this number")
    emma.press("02079460143#")
    emma.press("1")
    assert rows(stage, "OUTBOUND")[0]["caller"] == OTHER


@pytest.mark.parametrize("end", ["busy", "no-answer"])
def test_an_unanswered_callback_is_tried_three_times_and_dies_with_an_alarm(stage: Stage, end: str) -> None:
    ask_for_callback(stage)
    died = _alarms()
    ana = stage.ana.ready()
    stage.settle()
    for attempt in (1, 2, 3):
        assert ana.offer["callback"]["attempt"] == attempt
        ana.answer()
        if end == "busy":
            stage.simulator.post(f"legs/{leg_of(stage)}/busy")
            stage.settle()
        else:
            stage.pass_time(45)
        assert stage.dialled(EMMA) == attempt
        if attempt < 3:
            assert ana.state == "READY"
            assert not ana.offer
            for _ in range(10):
                stage.pass_time(61, step=61)
                ana.look()
    assert _alarms() == died + 1
    ana.do("dispose")
    assert rows(stage, "OUTBOUND")[0]["outcome"] == "MISSED"
    assert stage.live_rows() == NOTHING


def test_what_is_not_kept_by_the_end_of_the_day_dies(stage: Stage) -> None:
    ask_for_callback(stage)
    stage.clock.push((Promise.objects.get().due_by - stage.clock.now()).total_seconds() + 1)
    callback.keep_promises(now=stage.clock.now())
    assert rows(stage, "OUTBOUND")[0]["outcome"] == "MISSED"
    assert stage.live_rows()["calls"] == 0


def test_she_rings_again_and_has_her_old_place(stage: Stage) -> None:
    ask_for_callback(stage)
    place = Promise.objects.get().place_at
    stage.pass_time(30)
    emma = stage.call_acme(EMMA)
    assert rows(stage, "OUTBOUND")[0]["outcome"] == "MERGED"
    assert emma.call.entry.entered_at == place
    assert "CALLBACK_MERGED" in emma.story
    ana = stage.ana.ready()
    stage.settle()
    ana.answer()
    assert emma.hears == [ana.leg]
    assert stage.dialled(EMMA) == 0


def test_an_answer_of_the_carrier_that_is_lost_dials_nobody_twice(stage: Stage) -> None:
    ask_for_callback(stage)
    ana = stage.ana.ready()
    stage.settle()
    stage.simulator.answer(ana.leg)
    stage.simulator.fault(kind="rest", action="fail_after", match="Participants.json", status=500)
    stage.settle()
    stage.pass_time(3, step=1)
    assert stage.dialled(EMMA) == 1
    stage.simulator.answer(leg_of(stage))
    stage.settle()
    assert ana.state == "TALKING"


def test_an_operator_who_is_lost_while_it_rings_leaves_the_promise(stage: Stage) -> None:
    ask_for_callback(stage)
    ana = stage.ana.ready()
    stage.settle()
    ana.answer()
    leg = leg_of(stage)
    stage.simulator.hang_up(ana.leg)
    stage.settle()
    stage.pass_time(45)
    assert stage.simulator.show(leg)["status"] in ("no-answer", "canceled", "completed")
    assert Promise.objects.get().attempts == 1
    assert rows(stage, "OUTBOUND")[0]["outcome"] is None


def _alarms() -> float:
    return float(alerts.ALERTS.labels(kind="callback-died")._value.get())


def test_two_routers_bring_one_caller_back_into_line_and_merge_her_once(stage: Stage) -> None:
    emma = ask_for_callback(stage)
    promise = Promise.objects.get()
    QueueEntry.objects.filter(pk=promise.pk).delete()
    callbacks.stand_again(call_id=promise.pk, at=stage.clock.now())
    _twice(lambda: callback.keep_promises(now=stage.clock.now()))
    assert QueueEntry.objects.get().entered_at == promise.place_at
    again = Caller(stage, emma.company, number=EMMA)
    stage.simulator.advance(0)
    _twice(lambda: callback.merge(now=stage.clock.now()))
    stage.settle()
    assert again.story.count("CALLBACK_MERGED") == 1
    assert QueueEntry.objects.get().pk == again.call.pk


def _twice(work: Callable[[], None]) -> None:
    def alone() -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(alone), pool.submit(alone)]:
            one.result()
