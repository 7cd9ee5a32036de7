"""Presence is a lease: what silence means, and what a live leg or a request renews."""

import pytest

from agents.presence import services as presence
from tests.journeys.console import Refused
from tests.journeys.stage import Stage


def test_thirty_seconds_of_silence_are_a_break_and_three_hundred_the_end(stage: Stage) -> None:
    stage.ben.ready()
    stage.ana.ready(lease=30)
    stage.pass_time(29, step=29)
    assert stage.state_of(stage.cast.ana) == ("READY", "")
    stage.pass_time(2)
    assert stage.state_of(stage.cast.ana) == ("BREAK", "connection-lost")
    stage.pass_time(265, step=53)
    assert stage.state_of(stage.cast.ana) == ("BREAK", "connection-lost")
    stage.pass_time(6)
    assert stage.state_of(stage.cast.ana) == ("OFFLINE", "connection-lost")


def test_any_request_of_the_console_renews_it(stage: Stage) -> None:
    ana = stage.ana.ready(lease=30)
    for _poll in range(3):
        stage.pass_time(25, step=25)
        ana.look()
    assert stage.state_of(stage.cast.ana)[0] == "READY"


def test_the_heartbeat_of_her_socket_renews_it(stage: Stage) -> None:
    stage.ana.ready(lease=30)
    for _beat in range(3):
        stage.pass_time(25, step=25)
        presence.renew_many(operator_ids=[stage.cast.ana.id], now=stage.clock.now())
    assert stage.state_of(stage.cast.ana)[0] == "READY"


def test_a_live_leg_renews_it(stage: Stage) -> None:
    """The page is gone for five minutes while she talks: she is believed present, and goes on after the call."""
    ana = stage.ana.ready(lease=30)
    jack = stage.call_acme()
    ana.answer()
    stage.pass_time(240, step=20)
    assert stage.state_of(stage.cast.ana)[0] == "TALKING"
    jack.hang_up()
    stage.pass_time(5)
    ana.do("dispose")
    stage.pass_time(20)
    assert stage.state_of(stage.cast.ana)[0] == "READY"


def test_a_page_that_died_in_the_call_is_not_offered_the_next_one_for_ever(stage: Stage) -> None:
    """Wrap-up ends by its timer, then the lease counts: nobody is rung at a console that is gone."""
    ana = stage.ana.ready(lease=30)
    jack = stage.call_acme()
    ana.answer()
    stage.pass_time(60, step=20)
    jack.hang_up()
    stage.pass_time(80, step=10)
    assert stage.state_of(stage.cast.ana) == ("BREAK", "connection-lost")


@pytest.mark.parametrize("lease", [1, 3600])
def test_a_device_without_a_socket_asks_for_up_to_an_hour(stage: Stage, lease: int) -> None:
    stage.ben.ready()
    stage.ana.ready(lease=lease)
    stage.pass_time(lease - 0.5, step=900)
    assert stage.state_of(stage.cast.ana)[0] == "READY"
    stage.pass_time(2)
    assert stage.state_of(stage.cast.ana)[0] == "BREAK"


@pytest.mark.parametrize("lease", [0, -1, 3601])
def test_no_longer_and_no_shorter(stage: Stage, lease: int) -> None:
    with pytest.raises(Refused) as refused:
        stage.ana.put("READY", lease=lease)
    assert refused.value.status == 400
    assert "lease_seconds" in refused.value.problem["errors"]


@pytest.mark.parametrize("state", ["TALKING", "RESERVED", "nonsense", ""])
def test_only_three_states_can_be_asked_for(stage: Stage, state: str) -> None:
    with pytest.raises(Refused) as refused:
        stage.ana.put(state)
    assert refused.value.status == 400


def test_a_lapsed_console_that_comes_back_says_so_itself(stage: Stage) -> None:
    ana = stage.ana.ready(lease=30)
    stage.pass_time(40)
    shown = ana.look()
    assert (shown["state"], shown["reason"]) == ("BREAK", "connection-lost")
    assert ana.put("READY", lease=30)["state"] == "READY"


def test_an_operator_whose_lease_is_over_is_offered_nobody(stage: Stage) -> None:
    stage.ana.ready(lease=30)
    stage.clock.push(31)
    stage.call_acme()
    assert not stage.ana.offer


def test_an_unanswered_offer_of_a_dead_console_goes_on_to_the_next(stage: Stage) -> None:
    stage.ana.ready(lease=5)
    jack = stage.call_acme()
    stage.ben.ready()
    stage.pass_time(13)
    assert stage.ben.offer
    stage.pass_time(1)
    assert stage.state_of(stage.cast.ana)[0] == "BREAK"
    assert not jack.is_over


def test_the_state_as_asked_for_is_told_with_its_reason(stage: Stage) -> None:
    shown = stage.ana.put("BREAK", reason="lunch")
    assert (shown["state"], shown["reason"]) == ("BREAK", "lunch")
    stage.ana.ready()
    assert stage.ana.look()["reason"] == ""
