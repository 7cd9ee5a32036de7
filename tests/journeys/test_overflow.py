"""Whoever waits too long goes where her queue says, carried out by the router's clock."""

from telephony.callflow import overflowing, shifting
from telephony.queues import arranging
from telephony.queues.models import QueueEntry
from telephony.queues.types import OverflowAction, OverflowStep
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
