"""Two routers, forty callers, five operators, everything at once: no double offer, nobody lost, order kept."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import UUID

import pytest
import requests
from django.db import connection

from agents.presence.models import OperatorState
from campaigns.records.models import CallEvent, CallRecord
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow.clock import Router
from telephony.calls.models import Call
from telephony.provider.twilio.client import carrier
from tests.factories.cast import make_agent
from tests.journeys.console import Console, Refused
from tests.journeys.stage import Stage

CALLERS, OPERATORS, LONGEST = 40, 5, 180.0
WAVE = 8
"""Callers who arrive in the same instant: whoever of them is written down first is first."""


@contextmanager
def two_routers() -> Iterator[None]:
    """As two processes would: woken by NOTIFY, each with a pool of its own."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=Router(carrier=carrier(), stop=stop).run, daemon=True) for _router in range(2)
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(10)


def answer_what_rings(stage: Stage) -> None:
    """Every device takes its leg; one that has stopped ringing meanwhile is too late."""
    for leg in stage.simulator.get("calls", live=1)["calls"]:
        if leg["ringing"]:
            requests.post(f"{stage.simulator.url}/simulator/legs/{leg['sid']}/answer", json={}, timeout=15)


def go_on(console: Console) -> None:
    """Whoever talks hangs up, whoever writes is done."""
    state = OperatorState.objects.get(pk=console.agent.id)
    verb = {"TALKING": "hang-up", "WRAP_UP": "dispose"}.get(state.state)
    if verb:
        console.command("POST", f"calls/{state.busy_with}/{verb}/", then_settle=False)


def in_a_thread_of_its_own(console: Console) -> None:
    """The pool's threads give their connections back."""
    try:
        go_on(console)
    finally:
        connection.close()


def test_forty_callers_five_operators_two_routers(stage: Stage) -> None:
    consoles = [
        stage.hire(make_agent(name=f"Op{number}", companies=["acme"], languages=["en"]))
        for number in range(OPERATORS)
    ]
    for console in consoles:
        console.command("PUT", "state/", {"state": "READY", "lease_seconds": 3600}, then_settle=False)
    with two_routers(), ThreadPoolExecutor(WAVE) as pool:
        numbers = [f"+1415555{index:04}" for index in range(CALLERS)]
        for first in range(0, CALLERS, WAVE):
            list(
                pool.map(
                    lambda number: stage.simulator.call(stage.cast.acme.number, from_=number),
                    numbers[first : first + WAVE],
                )
            )
            stage.simulator.advance(0)
        until = time.monotonic() + LONGEST
        while time.monotonic() < until and (Call.objects.exists() or answered(stage) != CALLERS):
            stage.simulator.advance(0.2)
            stage.clock.push(0.2)
            answer_what_rings(stage)
            list(pool.map(in_a_thread_of_its_own, consoles))
    with in_tenant(stage.cast.acme.tenant):
        assert Counter(CallRecord.objects.values_list("outcome", flat=True)) == {"ANSWERED": CALLERS}
        assert set(Counter(events("ANSWERED")).values()) == {1}
        assert set(Counter(events("CLOSED")).values()) == {1}
        waves = [numbers.index(CallRecord.objects.get(pk=call).caller) // WAVE for call in events("OFFERED")]
        assert all(wave in waves_by_then(number) for number, wave in enumerate(waves)), waves
    assert stage.live_rows() == {"calls": 0, "legs": 0, "offers": 0, "entries": 0, "instructions": 0}
    assert set(OperatorState.objects.values_list("state", "busy_with", "misses")) == {("READY", None, 0)}


def waves_by_then(number: int) -> range:
    """Which waves the caller may be of who is offered after `number` others: a place that somebody holds at the instant
    (her own webhook, say) is left for the router's next turn, in which the other operators go to those who came later.
    """
    return range(max(0, number - OPERATORS) // WAVE, (number + OPERATORS) // WAVE + 1)


def events(kind: str) -> list[UUID]:
    """Whose calls, in the order in which it was written: two routers look at their clocks before they take turns."""
    return list(CallEvent.objects.filter(kind=kind).order_by("id").values_list("record_id", flat=True))


def answered(stage: Stage) -> int:
    """How many have been."""
    with in_tenant(stage.cast.acme.tenant):
        return CallRecord.objects.filter(outcome="ANSWERED").count()


def test_a_lost_leg_is_noticed_by_a_woken_router_within_two_real_seconds(stage: Stage) -> None:
    ana, jack = stage.conversation()
    with two_routers():
        begun = time.monotonic()
        stage.simulator.hang_up(ana.leg)
        stage.simulator.wait(lambda: jack.heard("One moment"), 5)
        assert time.monotonic() - begun < 2
    stage.settle()


@pytest.mark.parametrize("rivals", [8])
def test_the_same_command_from_many_tabs_at_once_is_one_effect(stage: Stage, rivals: int) -> None:
    ana, jack = stage.conversation()
    call_id = ana.call["id"]

    def press(verb: str) -> int:
        try:
            ana.command("POST", f"calls/{call_id}/{verb}/", then_settle=False)
        except Refused as refused:
            return refused.status
        return 200

    with ThreadPoolExecutor(rivals) as pool:
        assert set(pool.map(press, ["hold"] * rivals)) == {200}
        assert set(pool.map(press, ["hang-up"] * rivals)) == {200}
        assert set(pool.map(press, ["dispose"] * rivals)) == {200}
    stage.settle()
    kinds = Counter(jack.story)
    assert (kinds["HELD"], kinds["HUNG_UP"], kinds["WRAPPED_UP"], kinds["CLOSED"]) == (1, 1, 1, 1)
    assert ana.state == "READY"
