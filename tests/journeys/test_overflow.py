"""Whoever waits too long goes where her queue says, carried out by the router's clock."""

import pytest

from telephony.callbacks import services as callbacks
from telephony.callflow import overflowing, shifting
from telephony.queues import arranging, services
from telephony.queues.models import QueueEntry
from telephony.queues.types import OverflowAction, OverflowStep, QueueInvalid
from telephony.waits.models import Wait
from tests.journeys.caller import Caller
from tests.journeys.settled import SOMEBODY, general, group, open_queue, settle
from tests.journeys.stage import EMMA, Stage


def place_of(caller: Caller) -> QueueEntry:
    """Where she waits."""
    return QueueEntry.objects.select_related("queue").get(pk=caller.id)


def test_another_queue_after_a_while_in_the_same_place(stage: Stage) -> None:
    others = open_queue(stage, stage.cast.acme, "Others")
    experts = group(stage.cast.acme, "Experts")
    step = OverflowStep(after_time=20, action=OverflowAction.QUEUE, queue_id=others.pk)
    settle(stage, stage.cast.acme, group_ids=(experts.pk,), overflow=(step,))
    ana = stage.ana.ready()
    jack = stage.call_acme()
    entered_at = place_of(jack).entered_at
    stage.pass_time(19, step=1)
    assert place_of(jack).queue.code == "general"
    ana.put("BREAK")
    stage.pass_time(2, step=1)
    assert (place_of(jack).queue.name, place_of(jack).entered_at) == ("Others", entered_at)
    assert jack.record["events"][-1]["kind"] == "QUEUED"
    overflowing.overflow(now=stage.clock.now())  # once more, as a second router would
    assert [event["kind"] for event in jack.record["events"]].count("QUEUED") == 2
    ana.ready()
    assert ana.offer


def test_a_message_after_a_while(stage: Stage) -> None:
    step = OverflowStep(after_time=30, action=OverflowAction.VOICEMAIL)
    settle(stage, stage.cast.acme, overflow=(step,))
    stage.ana.put("BREAK")
    jack = stage.call_acme()
    stage.pass_time(29, step=1)
    assert jack.state == "WAITING"
    stage.pass_time(2, step=1)
    assert jack.state == "VOICEMAIL"
    assert jack.heard("Leave a message")
    overflowing.overflow(now=stage.clock.now())
    assert jack.story.count("VOICEMAIL_OFFERED") == 1


def test_where_the_floor_has_put_her_the_steps_count_from_then(stage: Stage) -> None:
    step = OverflowStep(after_time=30, action=OverflowAction.VOICEMAIL)
    others = open_queue(stage, stage.cast.acme, "Others", overflow=(step,))
    stage.ana.put("BREAK")
    jack = stage.call_acme()
    stage.pass_time(40)
    shifting.move(call_id=jack.id, queue_id=others.pk, now=stage.clock.now())
    stage.pass_time(20)
    assert jack.state == "WAITING"
    stage.pass_time(15)
    assert jack.state == "VOICEMAIL"


def test_whoever_is_being_offered_is_left_alone(stage: Stage) -> None:
    settle(stage, stage.cast.acme, max_wait_time=5)
    ana = stage.ana.ready()
    jack = stage.call_acme()
    stage.pass_time(8, step=1)
    assert jack.state == "WAITING"
    ana.answer()
    assert jack.state == "TALKING"


def test_the_longest_wait_and_the_largest_line_end_in_a_message(stage: Stage) -> None:
    settle(stage, stage.cast.acme, max_size=1, max_wait_time=60)
    stage.ana.put("BREAK")
    jack = stage.call_acme()
    emma = stage.call_acme(EMMA)
    stage.pass_time(1)
    assert (jack.state, emma.state) == ("WAITING", "VOICEMAIL")
    stage.pass_time(60)
    assert jack.state == "VOICEMAIL"


def test_no_limit_sends_an_urgent_caller_away(stage: Stage) -> None:
    settle(stage, stage.cast.acme, is_urgent=True, max_size=1, max_wait_time=10)
    stage.ana.put("BREAK")
    callers = [stage.call_acme(), stage.call_acme(EMMA)]
    stage.pass_time(30)
    assert {caller.state for caller in callers} == {"WAITING"}


def test_a_queue_deleted_with_callers_in_it(stage: Stage) -> None:
    """They wait in the general queue, in the same place; the deletion can be undone."""
    acme = stage.cast.acme
    repairs = open_queue(stage, acme, "Repairs")
    step = OverflowStep(after_time=1, action=OverflowAction.QUEUE, queue_id=repairs.pk)
    settle(stage, acme, overflow=(step,))
    stage.ana.put("BREAK")
    jack = stage.call_acme()
    stage.pass_time(2, step=1)
    assert place_of(jack).queue_id == repairs.pk
    entered_at = place_of(jack).entered_at
    arranging.delete_queue(company=acme.tenant, queue_id=repairs.pk, actor=SOMEBODY, now=stage.clock.now())
    assert (place_of(jack).queue, place_of(jack).entered_at) == (general(acme), entered_at)
    stage.pass_time(3, step=1)
    assert place_of(jack).queue == general(acme), "nothing leads to a deleted queue"
    QueueEntry.objects.filter(pk=jack.id).update(
        queue=repairs
    )  # one who was on her way there at that instant
    stage.pass_time(1)
    assert place_of(jack).queue == general(acme)
    ana = stage.ana.ready()
    assert ana.offer
    arranging.restore_queue(company=acme.tenant, queue_id=repairs.pk, actor=SOMEBODY, now=stage.clock.now())
    assert place_of(jack).queue == general(acme)


SHOP = "+442079460999"


def test_a_number_is_rung_and_whoever_is_not_answered_there_waits_on_in_her_place(stage: Stage) -> None:
    steps = (
        OverflowStep(after_time=20, action=OverflowAction.FORWARD, number=SHOP),
        OverflowStep(after_time=90, action=OverflowAction.VOICEMAIL),
    )
    settle(stage, stage.cast.acme, overflow=steps)
    ana = stage.ana.ready()
    ana.put("BREAK")
    jack = stage.call_acme()
    entered_at = place_of(jack).entered_at
    stage.pass_time(20)
    assert (jack.state, place_of(jack).state) == ("TRANSFERRED", "AWAY")
    assert jack.stands == "Dial"
    stage.pass_time(5)
    ana.ready()
    stage.settle()
    assert not ana.offer, "nobody is offered her while the number rings"
    ana.put("BREAK")
    stage.pass_time(30)
    assert (jack.state, place_of(jack).state) == ("WAITING", "WAITING")
    assert place_of(jack).entered_at == entered_at
    stage.pass_time(10)
    assert jack.story.count("FORWARDED") == 1, "no step is tried twice"
    stage.pass_time(40)
    assert "VOICEMAIL_OFFERED" in jack.story


def test_a_number_that_answers_has_her(stage: Stage) -> None:
    step = OverflowStep(after_time=10, action=OverflowAction.FORWARD, number=SHOP)
    settle(stage, stage.cast.acme, overflow=(step,))
    stage.ana.put("BREAK")
    jack = stage.call_acme()
    stage.pass_time(12, step=3)
    stage.simulator.answer(stage.simulator.ringing_leg(SHOP))
    stage.pass_time(5)
    jack.hang_up()
    stage.pass_time(2)
    assert jack.record["outcome"] == "FORWARDED"
    assert Wait.objects.get(call_id=jack.id).outcome == "FORWARDED"
    assert stage.live_rows()["entries"] == 0


def test_a_number_that_is_not_to_be_dialled_is_as_good_as_unanswered(stage: Stage) -> None:
    step = OverflowStep(after_time=10, action=OverflowAction.FORWARD, number=SHOP)
    queue = settle(stage, stage.cast.acme, overflow=(step,))
    queue.overflow[0]["number"] = "+37259001234"  # as if it had been agreed once, and is no more
    queue.save()
    services.changed()
    stage.ana.put("BREAK")
    jack = stage.call_acme()
    stage.pass_time(30)
    assert jack.state == "WAITING"
    assert jack.story.count("DIAL_REFUSED") == 1
    assert stage.dialled("+37259001234") == 0


def test_a_number_that_costs_is_no_step(stage: Stage) -> None:
    for number in ("+441904567890", "112", "+449098790123", ""):
        step = OverflowStep(after_time=10, action=OverflowAction.FORWARD, number=number)
        if number == "+441904567890":
            settle(stage, stage.cast.acme, overflow=(step,))
            continue
        with pytest.raises(QueueInvalid):
            settle(stage, stage.cast.acme, overflow=(step,))


def test_she_is_asked_when_her_queue_says_so_and_waits_on_if_she_likes(stage: Stage) -> None:
    callbacks.agree(tenant_id=stage.cast.acme.tenant.pk, is_on=False)
    step = OverflowStep(after_time=15, action=OverflowAction.CALLBACK)
    settle(stage, stage.cast.acme, overflow=(step,))
    stage.ana.put("BREAK")
    jack = stage.call_acme(EMMA)
    stage.pass_time(13)
    assert not jack.heard("call you back")
    stage.pass_time(10, step=2)
    assert jack.heard("call you back")
    stage.pass_time(10, step=2)
    assert jack.state == "WAITING"
