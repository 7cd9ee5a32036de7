"""A crisis is on: new callers hear its greeting and menu, stand before others, and overflow where the plan says."""

import pytest

from campaigns.records.models import CallEvent
from campaigns.records.pages.story import tell
from cc_saas.lib.tenancy import in_tenant
from telephony.numbers import services as numbers
from telephony.numbers.models import Number
from telephony.queues import rules
from telephony.queues.types import OverflowAction, OverflowStep
from telephony.routing import expecting, selectors, standing
from tenants.audit.services import Actor
from tenants.crisis import services
from tests.journeys.crisis import PIA, switch_on
from tests.journeys.menus import drawn, menu_of
from tests.journeys.settled import agree, settle, talk
from tests.journeys.stage import EMMA, Stage

GREETING = {"en": "All our boilers are out of order. We are sorry."}
PHRASE = {"en": "Acme emergency, this is your operator."}


def test_new_callers_hear_the_greeting_and_her_operator_says_its_phrase(stage: Stage) -> None:
    acme = stage.cast.acme
    ana = stage.ana.ready()
    switch_on(stage, acme, greeting=GREETING, phrase=PHRASE, minutes=30)
    jack = stage.call_acme()
    stage.pass_time(2)
    assert jack.heard("All our boilers are out of order")
    stage.pass_time(10)
    assert ana.offer
    assert (ana.offer["phrase"], ana.offer["is_crisis"]) == (PHRASE["en"], True)
    ana.answer()
    assert jack.state == "TALKING"


def test_calls_under_way_go_on_and_after_its_time_all_is_as_before(stage: Stage) -> None:
    acme = stage.cast.acme
    stage.ana.put("BREAK")
    before = stage.call_acme()
    switch_on(stage, acme, greeting=GREETING, minutes=5)
    stage.pass_time(20)
    assert before.state == "WAITING"
    assert not before.heard("boilers")
    stage.clock.push(301)
    emma = stage.call_acme(EMMA)
    stage.pass_time(2)
    assert not emma.heard("boilers"), "nothing had to be switched off"
    assert emma.state == "WAITING"


def test_the_menu_of_the_crisis_answers_the_companys_numbers(stage: Stage) -> None:
    acme = stage.cast.acme
    with drawn(acme, menu_of(acme), now=stage.clock.now()) as flow:
        numbers.answer_with(number=Number.objects.get(e164=acme.number), flow_id=None)
        stage.ana.ready()
        switch_on(stage, acme, greeting=GREETING, flow_id=flow.pk, priority=4, minutes=30)
        jack = stage.call_acme()
        stage.pass_time(2)
        assert jack.state == "MENU"
        assert jack.heard("All our boilers are out of order")
        services.end(company=acme.tenant, actor=PIA, now=stage.clock.now())
        emma = stage.call_acme(EMMA)
        assert emma.state in ("WAITING", "CONNECTING")
        assert "CRISIS" not in [
            event["kind"] for event in stage.api(acme, f"calls/{emma.call.pk}/")["events"]
        ]
    events = stage.api(acme, f"calls/{jack.call.pk}/")["events"]
    event = next(event for event in events if event["kind"] == "CRISIS")
    told = {"greeting": GREETING["en"], "menu": flow.name, "priority": 4}
    assert {name: event["details"].get(name) for name in told} == told
    assert not {"overflow", "reserved"} & set(event["details"])
    with in_tenant(acme.tenant):
        rows = tell(list(CallEvent.objects.filter(record_id=jack.call.pk)), [], until=stage.clock.now())
    assert f"menu “{flow.name}”, priority +4, “{GREETING['en']}”" in [row.detail for row in rows]


def test_her_company_stands_higher_while_it_lasts(stage: Stage) -> None:
    stage.ana.put("BREAK")
    stage.ben.put("BREAK")
    stage.call_acme()
    switch_on(stage, stage.cast.acme, priority=7, minutes=5)
    now = stage.clock.now()
    assert [one.priority for one in selectors.waiting_callers(now=now)] == [7]
    stage.clock.push(301)
    assert [one.priority for one in selectors.waiting_callers(now=stage.clock.now())] == [0]


def test_who_stands_before_others_by_a_crisis_is_told_the_shorter_wait(stage: Stage) -> None:
    for seconds in (100, 108, 104):
        talk(stage, seconds)
    stage.call_acme("+14155550150")
    stage.ana.answer()
    first, emma = stage.call_globex(), stage.call_acme(EMMA)
    stage.pass_time(6, step=1)
    settle(stage, stage.cast.globex, priority=1)

    def told() -> list[float]:
        now = stage.clock.now()
        waits = [expecting.expected_wait(call_id=one.call.pk, now=now) for one in (first, emma)]
        return [one.total_seconds() for one in waits if one is not None]

    globex, acme = told()
    assert globex < acme
    switch_on(stage, stage.cast.acme, priority=7, minutes=5)
    stage.clock.push(6)
    globex, acme = told()
    assert acme < globex


def test_overflow_is_the_plans(stage: Stage) -> None:
    stage.ana.put("BREAK")
    jack = stage.call_acme()
    step = OverflowStep(after_time=20, action=OverflowAction.VOICEMAIL)
    switch_on(stage, stage.cast.acme, overflow=tuple(rules.kept_steps([step])), minutes=30)
    stage.pass_time(15)
    assert jack.state == "WAITING"
    stage.pass_time(10)
    assert jack.state == "VOICEMAIL"


@pytest.mark.parametrize("consents", [False, True])
def test_more_than_the_contracts_reserve_only_with_consent(stage: Stage, *, consents: bool) -> None:
    acme = stage.cast.acme
    agree(stage, acme, reserved=2)
    crisis = switch_on(stage, acme, reserved=40, minutes=30)
    if consents:
        services.consent(crisis_id=crisis.pk, actor=Actor(id="3", label="Cora"), now=stage.clock.now())
    found = standing.companies(now=stage.clock.now())[acme.tenant.pk]
    assert found.reserved == (40 if consents else 2)


def test_no_other_company_hears_of_it(stage: Stage) -> None:
    switch_on(stage, stage.cast.acme, greeting=GREETING, priority=9, minutes=30)
    stage.ana.ready()
    caller = stage.call_globex(EMMA)
    stage.pass_time(5)
    assert not caller.heard("boilers")
