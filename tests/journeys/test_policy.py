"""What companies have settled and agreed decides who answers whom, when, and for how long somebody is rung."""

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from agents.presence.models import OperatorState
from cc_saas.lib import alerts
from telephony.numbers import services as numbers
from telephony.numbers.models import Number
from telephony.queues.types import Heard, Relaxing
from telephony.routing import definitions, standing
from telephony.routing import services as routing
from telephony.routing.models import Tally
from tenants.audit.models import AuditEntry
from tenants.terms.models import Notice
from tests.factories.cast import Agent, make_agent
from tests.journeys.console import Console
from tests.journeys.settled import agree, build_wall, group, open_queue, settle, talk
from tests.journeys.stage import EMMA, JACK, Stage

ANOTHER = "+14155550143"


def serve(console: Console) -> None:
    """From the ring to the end of the notes."""
    console.answer()
    call_id = console.call["id"]
    console.command("POST", f"calls/{call_id}/hang-up/")
    console.command("POST", f"calls/{call_id}/dispose/")


def rung_for(console: Console) -> str:
    """Whose call rings at her; "" for none."""
    return str(console.offer["caller"]["number"]) if console.offer else ""


def second(stage: Stage) -> Agent:
    """One more for both companies."""
    return make_agent(name="Dan", companies=["acme", "globex"], languages=["en", "ru"])


def test_an_urgent_queue_is_served_before_everybody_who_came_earlier(stage: Stage) -> None:
    settle(stage, stage.cast.globex, is_urgent=True)
    stage.ana.put("BREAK")
    stage.call_acme()
    stage.pass_time(20)
    stage.call_globex(EMMA)
    stage.pass_time(6)
    ana = stage.ana.ready()
    assert rung_for(ana) == EMMA
    stage.pass_time(7.5, step=0.5)
    assert rung_for(ana) == EMMA
    stage.pass_time(1, step=0.5)
    assert rung_for(ana) != EMMA, "a hotline rings for eight seconds"


def test_an_urgent_caller_is_never_told_that_it_may_take_minutes(stage: Stage) -> None:
    for seconds in (100, 108, 104):
        talk(stage, seconds)
    stage.call_acme(JACK)
    stage.ana.answer()
    emma = stage.call_acme(EMMA)
    stage.pass_time(40)
    assert emma.heard("answered in about")
    emma.hang_up()
    settle(stage, stage.cast.acme, is_urgent=True, heard=Heard.MUSIC)
    urgent = stage.call_acme(ANOTHER)
    stage.pass_time(60)
    assert urgent.heard("Thank you for waiting")
    assert urgent.heard("hold.wav")
    assert not urgent.heard("answered in about")


def test_rings_ask_for_less_the_longer_she_waits(stage: Stage) -> None:
    dina = make_agent(name="Dina", companies=["acme"], languages=["en"], skills={"boilers": 3})
    settle(stage, stage.cast.acme, skills={"boilers": 5},
           rings=(Relaxing(after_time=10, lower_by=1), Relaxing(after_time=20, lower_by=1)))  # fmt: skip
    console = stage.hire(dina).ready()
    stage.call_acme()
    stage.pass_time(18, step=1)
    assert not console.offer
    stage.pass_time(3, step=1)
    assert console.offer


def test_the_companys_own_agents_first_and_the_pool_after_a_while(stage: Stage) -> None:
    own = group(stage.cast.acme, "Own", stage.cast.ben)
    settle(stage, stage.cast.acme, group_ids=(own.pk,), rings=(Relaxing(after_time=15, is_open_to_all=True),))
    ana, ben = stage.ana.ready(), stage.ben
    stage.call_acme()
    stage.pass_time(14, step=1)
    assert not ana.offer
    stage.pass_time(2, step=1)
    assert ana.offer
    ana.decline()
    ben.ready()
    assert ben.offer


def test_a_campaign_number_leads_to_the_sales_group(stage: Stage) -> None:
    sales = group(stage.cast.acme, "Sales", stage.cast.ben)
    queue = open_queue(stage, stage.cast.acme, "Sales", group_ids=(sales.pk,))
    number = Number.objects.get(e164=stage.cast.acme.number)
    numbers.lead_to(number=number, queue_id=queue.pk)
    try:
        stage.ana.ready()
        ben = stage.ben.ready()
        jack = stage.call_acme()
        assert rung_for(ben) == JACK
        serve(ben)
        assert {"kind": "QUEUED", "queue": "Sales"}.items() <= {
            **next(event for event in jack.record["events"] if event["kind"] == "QUEUED")["details"],
            "kind": "QUEUED",
        }.items()
    finally:
        numbers.lead_to(number=number, queue_id=None)


def test_who_served_her_last_is_preferred_when_ready_and_not_waited_for(stage: Stage) -> None:
    ben = stage.ben.ready()
    stage.call_acme()
    serve(ben)
    stage.pass_time(5)
    stage.ana.ready()
    stage.pass_time(5)
    ben.put("READY")  # Ana has been idle for longer
    again = stage.call_acme()
    assert rung_for(ben) == JACK
    ben.put("BREAK")
    again.hang_up()
    third = stage.call_acme()
    assert rung_for(stage.ana) == third.number


def test_a_storm_does_not_take_the_last_operator_of_another_company(stage: Stage) -> None:
    agree(stage, stage.cast.acme, reserved=0, burst=0)
    ana = stage.ana.ready()
    stage.call_acme()
    stage.pass_time(30)
    assert not ana.offer, "she alone knows globex"
    ben = stage.ben.ready()
    assert ben.offer, "he knows nobody else"
    stage.call_globex(EMMA)
    stage.pass_time(6)
    assert rung_for(ana) == EMMA


def test_in_its_burst_a_company_stands_behind_the_others(stage: Stage) -> None:
    agree(stage, stage.cast.acme, reserved=1, burst=9)
    ana = stage.ana.ready()
    stage.call_acme()
    serve(ana)
    ana.put("BREAK")
    stage.call_acme(ANOTHER)
    stage.pass_time(20)
    stage.call_globex(EMMA)
    stage.pass_time(6)
    ana.ready()
    assert rung_for(ana) == EMMA, "acme has had the one answer that is reserved for it"
    ana.decline()
    assert rung_for(ana) == ANOTHER


def test_a_hard_wall_holds_and_an_urgent_caller_passes_it_and_both_owners_are_told(stage: Stage) -> None:
    crossed = alerts.ALERTS.labels(kind="wall-crossed")
    before = crossed._value.get()
    build_wall(stage)
    ana = stage.ana.ready()
    stage.call_acme()
    serve(ana)
    emma = stage.call_globex(EMMA)
    stage.pass_time(30)
    assert not ana.offer
    settle(stage, stage.cast.globex, is_urgent=True)
    stage.pass_time(2)
    assert rung_for(ana) == EMMA
    ana.answer()
    told = {notice.tenant.slug: notice.details for notice in Notice.objects.select_related("tenant")}
    assert told["globex"] == {"is_caller": True, "call_id": str(emma.id)}
    assert told["acme"] == {"is_caller": False}
    entries = AuditEntry.objects.filter(
        verb="wall.crossed", at__gte=stage.clock.now().replace(hour=0, minute=0)
    )
    assert {entry.company_id for entry in entries} >= {stage.cast.acme.tenant.pk, stage.cast.globex.tenant.pk}
    assert crossed._value.get() == before + 1


def test_a_soft_wall_asks_somebody_else_first(stage: Stage) -> None:
    build_wall(stage, is_hard=False)
    ana = stage.ana.ready()
    stage.call_acme()
    serve(ana)
    dan = stage.hire(second(stage))
    stage.pass_time(5)
    dan.ready()
    stage.call_globex(EMMA)
    stage.pass_time(6)
    assert rung_for(dan) == EMMA, "Ana is idle for longer, and has just served the rival"
    dan.decline()
    stage.pass_time(1)
    assert rung_for(ana) == EMMA
    assert not Notice.objects.exists()


def test_what_came_of_calls_is_counted_against_the_terms(stage: Stage) -> None:
    agree(stage, stage.cast.acme, target_time=20)
    ana = stage.ana.ready()
    stage.call_acme()
    serve(ana)
    ana.put("BREAK")
    late = stage.call_acme(EMMA)
    stage.pass_time(25)
    ana.ready()
    serve(ana)
    ana.put("BREAK")
    gone = stage.call_acme(ANOTHER)
    stage.pass_time(8)
    gone.hang_up()
    short = stage.call_acme(ANOTHER)
    stage.pass_time(3)
    short.hang_up()
    assert late.is_over
    tally = Tally.objects.get(tenant=stage.cast.acme.tenant)
    assert (tally.offered, tally.in_time) == (3, 1)


def test_the_queue_settles_the_time_for_notes(stage: Stage) -> None:
    settle(stage, stage.cast.acme, wrap_up_time=10)
    ana, jack = stage.conversation()
    jack.hang_up()
    assert ana.state == "WRAP_UP"
    stage.pass_time(11, step=1)
    assert ana.state == "READY"


def test_the_terms_of_all_companies_cost_the_router_one_statement(stage: Stage) -> None:
    """Eight are what the laws of the live state need; queues, terms and walls stand in memory."""
    stage.ana.put("BREAK")
    stage.call_acme()
    stage.pass_time(1)
    assert statements(stage) == 8
    agree(stage, stage.cast.acme, reserved=1, burst=1)
    agree(stage, stage.cast.globex, reserved=1, burst=1)
    build_wall(stage)
    assert statements(stage) == 9


def statements(stage: Stage) -> int:
    """How many statements one turn of the policy takes that offers one caller; undone afterwards."""
    definitions.all_definitions()
    standing.companies(now=stage.clock.now())
    standing.policy()
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        OperatorState.objects.filter(pk=stage.cast.ana.id).update(state="READY")
        before = len(asked)
        assert len(routing.assign(now=stage.clock.now())) == 1
        taken = len(asked) - before
        transaction.set_rollback(True)
    return taken
