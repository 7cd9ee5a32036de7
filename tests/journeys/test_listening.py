"""A supervisor with a call: who hears whom, what the operator is shown, and that she counts as nobody."""

import pytest

from telephony.callflow import listening
from telephony.calls.models import Instruction, Leg
from tests.journeys.console import Console
from tests.journeys.stage import Stage
from tests.journeys.supervisor import Supervisor, supervisor


@pytest.fixture
def vera(stage: Stage) -> Supervisor:
    """Cleared for both companies."""
    return supervisor(stage, "Vera", companies=[stage.cast.acme, stage.cast.globex])


def coaches(console: Console) -> list[tuple[str, str]]:
    return [(one["name"], one["mode"]) for one in console.call["coaches"]]


def test_she_listens_coaches_joins_in_and_leaves(stage: Stage, vera: Supervisor) -> None:
    ana, jack = stage.conversation()
    call_id = jack.call.pk
    vera.listen(jack)
    assert vera.hears == {ana.leg, jack.sid}
    assert jack.hears == [ana.leg]
    assert coaches(ana) == []
    assert vera.shown() == ["LISTEN"]
    vera.turn(jack, "COACH")
    assert jack.hears == [ana.leg]
    assert set(stage.simulator.show(ana.leg)["hears"]) == {jack.sid, vera.leg}
    assert coaches(ana) == [("Vera", "COACH")]
    vera.turn(jack, "BARGE")
    assert set(jack.hears) == {ana.leg, vera.leg}
    assert coaches(ana) == [("Vera", "BARGE")]
    vera.turn(jack, "LISTEN")
    assert jack.hears == [ana.leg]
    assert coaches(ana) == []
    assert vera.leave(call_id) == 200
    assert vera.legs() == []
    assert (ana.state, jack.is_over, jack.state) == ("TALKING", False, "TALKING")
    assert vera.audited(stage.cast.acme) == [
        "floor.listening.began",
        "floor.listening.ended",
        *["floor.listening.turned"] * 3,
        "lease.taken",
    ]


def test_one_may_begin_as_a_coach(stage: Stage, vera: Supervisor) -> None:
    ana, jack = stage.conversation()
    vera.listen(jack, "COACH")
    assert jack.hears == [ana.leg]
    assert vera.leg in stage.simulator.show(ana.leg)["hears"]
    assert coaches(ana) == [("Vera", "COACH")]


def test_a_mode_that_is_changed_while_it_rings_holds_when_she_answers(stage: Stage, vera: Supervisor) -> None:
    ana, jack = stage.conversation()
    vera.ask("post", f"calls/{jack.call.pk}/listen/", mode="LISTEN", reason="Quality")
    vera.turn(jack, "COACH")
    assert coaches(ana) == []
    stage.simulator.answer(vera.leg)
    stage.settle()
    stage.pass_time(5, step=1)
    assert vera.leg in stage.simulator.show(ana.leg)["hears"]
    assert coaches(ana) == [("Vera", "COACH")]


def test_the_calls_end_is_hers(stage: Stage, vera: Supervisor) -> None:
    ana, jack = stage.conversation()
    vera.listen(jack, "BARGE")
    jack.hang_up()
    assert vera.legs() == []
    assert ana.state == "WRAP_UP"
    assert coaches(ana) == []
    ana.do("dispose")
    assert stage.live_rows()["legs"] == 0
    assert vera.audited(stage.cast.acme).count("floor.listening.ended") == 1


def test_a_lost_operator_is_recovered_as_ever_and_the_listener_is_let_go(
    stage: Stage, vera: Supervisor
) -> None:
    ana, jack = stage.conversation()
    vera.listen(jack)
    ana.drop_line()
    assert vera.legs() == []
    assert jack.heard("One moment")
    assert not jack.is_over
    stage.pass_time(5, step=1)
    ana.answer()
    assert jack.hears == [ana.leg]
    assert jack.story.count("OPERATOR_LOST") == 1


def test_a_listener_who_is_lost_changes_nothing(stage: Stage, vera: Supervisor) -> None:
    ana, jack = stage.conversation()
    vera.listen(jack, "COACH")
    stage.simulator.hang_up(vera.leg)
    stage.settle()
    assert (ana.state, jack.state) == ("TALKING", "TALKING")
    assert coaches(ana) == []
    assert vera.shown() == []
    assert "OPERATOR_LOST" not in jack.story


def test_a_transfer_lets_her_go(stage: Stage, vera: Supervisor) -> None:
    ana, jack = stage.conversation()
    vera.listen(jack)
    ana.do("transfer", {"specialist": stage.cast.acme.specialist_id})
    assert vera.legs() == []
    assert not jack.is_over


@pytest.mark.parametrize("same_token", [True, False])
def test_callbacks_that_come_again_change_nothing(stage: Stage, vera: Supervisor, same_token: bool) -> None:
    ana, jack = stage.conversation()
    vera.listen(jack, "COACH")
    before = vera.audited(stage.cast.acme)
    stage.repeat_deliveries(same_token)
    assert vera.legs()
    assert coaches(ana) == [("Vera", "COACH")]
    vera.leave(jack.call.pk)
    stage.repeat_deliveries(same_token)
    assert vera.audited(stage.cast.acme) == sorted([*before, "floor.listening.ended"])
    assert ana.state == "TALKING"


def test_with_every_callback_lost_the_reconciler_lets_her_go(stage: Stage, vera: Supervisor) -> None:
    _, jack = stage.conversation()
    vera.listen(jack)
    stage.router.reconciles = True
    stage.simulator.fault(kind="callback", action="lose", count=None)
    stage.simulator.hang_up(vera.leg)
    stage.pass_time(40)
    assert vera.shown() == []
    assert not jack.is_over


def test_a_router_that_dies_after_the_dial_does_not_dial_her_twice(stage: Stage, vera: Supervisor) -> None:
    """The carrier has dialled, and the row that says so was never written: the second try finds her by our label."""
    _, jack = stage.conversation()
    vera.listen(jack)
    leg = Leg.objects.get(kind="LISTENER")
    now = stage.clock.now()
    Leg.objects.filter(pk=leg.pk).update(carrier_sid=None)
    Instruction.objects.create(
        call_id=leg.call_id, lane=leg.pk, verb="DIAL_LISTENER", args={"leg_id": str(leg.pk)}, due_at=now,
        give_up_at=now.replace(year=now.year + 1), attempts=1,
    )  # fmt: skip
    stage.settle()
    assert stage.dialled(vera.address) == 1
    assert Leg.objects.get(pk=leg.pk).carrier_sid == vera.leg


@pytest.mark.parametrize(("action", "status"), [("fail_before", 429), ("fail_after", 500)])
def test_a_dial_that_fails_is_tried_again_and_never_twice(
    stage: Stage, vera: Supervisor, action: str, status: int
) -> None:
    ana, jack = stage.conversation()
    stage.simulator.fault(kind="rest", action=action, status=status, match="Participants.json", method="POST")
    vera.ask("post", f"calls/{jack.call.pk}/listen/", mode="LISTEN", reason="Quality")
    stage.pass_time(2, step=1)
    assert stage.dialled(vera.address) == 1
    stage.simulator.answer(vera.leg)
    stage.settle()
    assert vera.hears == {ana.leg, jack.sid}


def test_a_change_that_the_carrier_refuses_ends_her_part(stage: Stage, vera: Supervisor) -> None:
    """Better not heard at all than heard by whom she does not know."""
    ana, jack = stage.conversation()
    vera.listen(jack)
    stage.simulator.fault(
        kind="rest", action="fail_before", status=400, code=16028, match="Participants/", count=1
    )
    vera.turn(jack, "COACH")
    assert vera.shown() == []
    assert vera.legs() == []
    assert coaches(ana) == []
    assert ana.state == "TALKING"


def test_without_a_lease_she_hears_no_more(stage: Stage, vera: Supervisor) -> None:
    _, jack = stage.conversation()
    vera.listen(jack)
    stage.pass_time(29 * 60, step=60)
    assert vera.legs()
    stage.pass_time(2 * 60, step=60)
    assert vera.legs() == []
    assert not jack.is_over


def test_nobody_listens_to_two_calls_or_to_her_own(stage: Stage, vera: Supervisor) -> None:
    _, jack = stage.conversation()
    ben = stage.ben.ready()
    emma = stage.call_acme("+442079460142")
    ben.answer()
    vera.listen(jack)
    status, _ = vera.ask("post", f"calls/{emma.call.pk}/listen/", mode="LISTEN", reason="Quality")
    assert status == 409
    assert len(vera.legs()) == 1


def test_five_may_listen_and_no_more(stage: Stage, vera: Supervisor) -> None:
    _, jack = stage.conversation()
    others = [supervisor(stage, f"Vera{place}", companies=[stage.cast.acme]) for place in range(5)]
    for one in others:
        one.listen(jack)
    status, _ = vera.ask("post", f"calls/{jack.call.pk}/listen/", mode="LISTEN", reason="Quality")
    assert status == 409
    for one in others[:4]:
        one.turn(jack, "BARGE")
    status, _ = others[4].ask("put", f"calls/{jack.call.pk}/listen/", mode="BARGE")
    assert status == 409
    assert vera.audited(stage.cast.acme) == []
    assert len(jack.hears) == 1 + listening.MOST_VOICES - 2


def test_a_waiting_caller_is_listened_to_by_nobody(stage: Stage, vera: Supervisor) -> None:
    stage.ana.put("BREAK")
    jack = stage.call_acme()
    status, _ = vera.ask("post", f"calls/{jack.call.pk}/listen/", mode="LISTEN", reason="Quality")
    assert status == 409


def test_who_is_not_cleared_neither_hears_nor_sees(stage: Stage, vera: Supervisor) -> None:
    ana = stage.ana.ready()
    boris = stage.call_globex()
    stage.pass_time(5)
    ana.answer()
    greta = supervisor(stage, "Greta", companies=[stage.cast.acme])
    for method, path in (("post", "listen/"), ("post", "lease/"), ("get", "")):
        body = {} if method == "get" else {"mode": "LISTEN", "reason": "Quality"}
        assert greta.ask(method, f"calls/{boris.call.pk}/{path}", **body)[0] == 403
    assert greta.legs() == []
    assert greta.audited(stage.cast.globex) == []
    vera.listen(boris)
    assert vera.legs()


def test_what_she_opens_she_may_see_and_only_that(stage: Stage, vera: Supervisor) -> None:
    ana, jack = stage.conversation()
    ana.do("note", {"note": "Wants a refund"})
    call_id = jack.call.pk
    assert vera.ask("get", f"calls/{call_id}/")[0] == 403
    assert vera.ask("post", f"calls/{call_id}/lease/")[0] == 400
    status, lease = vera.ask("post", f"calls/{call_id}/lease/", reason="He complained")
    assert status == 201
    assert lease["reason"] == "He complained"
    status, opened = vera.ask("get", f"calls/{call_id}/")
    assert status == 200
    assert opened["record"]["caller"]["number"] == jack.number
    assert opened["record"]["note"] == opened["screen"]["note"] == "Wants a refund"
    assert vera.audited(stage.cast.acme) == ["lease.read", "lease.taken"]
    ana.do("hang-up")
    ana.do("dispose")
    status, opened = vera.ask("get", f"calls/{call_id}/")
    assert (status, opened["record"]["outcome"], opened["screen"]) == (200, "ANSWERED", None)
    stage.pass_time(31 * 60, step=600)
    assert vera.ask("get", f"calls/{call_id}/")[0] == 403


def test_a_lease_that_is_given_back_opens_nothing_and_ends_the_listening(
    stage: Stage, vera: Supervisor
) -> None:
    _, jack = stage.conversation()
    vera.listen(jack)
    assert vera.ask("delete", f"calls/{jack.call.pk}/lease/")[0] == 200
    assert vera.legs() == []
    assert vera.ask("get", f"calls/{jack.call.pk}/")[0] == 403
