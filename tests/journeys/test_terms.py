"""A company's terms say in which hours and languages its callers are promised anything."""

from datetime import datetime, timedelta

from telephony.routing.models import Tally
from tests.journeys.settled import agree, settle
from tests.journeys.stage import EMMA, Stage
from tests.journeys.test_policy import serve

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def hours_around(now: datetime, *, is_open: bool) -> dict[str, object]:
    """Hours of every day that hold, or do not hold, for some hours from now on; the company's clock is UTC."""
    begins = now - timedelta(hours=1) if is_open else now + timedelta(hours=6)
    ends = begins + timedelta(hours=8)
    return {"week": {day: [f"{begins:%H:%M}-{ends:%H:%M}"] for day in DAYS}}


def test_outside_the_hours_of_the_terms_a_caller_is_asked_for_a_message(stage: Stage) -> None:
    agree(stage, stage.cast.acme, hours=hours_around(stage.clock.now(), is_open=False))
    ana = stage.ana.ready()
    jack = stage.call_acme()
    assert jack.state == "VOICEMAIL"
    assert not ana.offer
    jack.hang_up()
    globex = stage.call_globex()
    stage.pass_time(12)
    assert globex.state == "WAITING", "the terms of one company bind no other"


def test_after_the_announcement_too(stage: Stage) -> None:
    agree(stage, stage.cast.globex, hours=hours_around(stage.clock.now(), is_open=False))
    stage.ana.ready()
    jack = stage.call_globex()
    stage.pass_time(12)
    assert jack.state == "VOICEMAIL"


def test_within_them_she_rings_and_an_urgent_queue_rings_at_any_hour(stage: Stage) -> None:
    agree(stage, stage.cast.acme, hours=hours_around(stage.clock.now(), is_open=True))
    ana = stage.ana.ready()
    stage.call_acme()
    assert ana.offer
    serve(ana)
    agree(stage, stage.cast.globex, hours=hours_around(stage.clock.now(), is_open=False))
    settle(stage, stage.cast.globex, is_urgent=True)
    stage.call_globex()
    stage.pass_time(12)
    assert ana.offer


def test_a_language_that_was_not_promised_is_served_behind_and_counts_nowhere(stage: Stage) -> None:
    agree(stage, stage.cast.acme, languages=("ka",))
    agree(stage, stage.cast.globex, languages=("ru", "en"))
    ana = stage.ana
    ana.put("BREAK")
    stage.call_acme()
    stage.pass_time(60, step=20)
    stage.call_globex(EMMA)
    stage.pass_time(12)
    ana.ready()
    assert ana.offer["caller"]["number"] == EMMA, "globex was promised Russian"
    serve(ana)
    serve(ana.ready())
    counted = dict(Tally.objects.values_list("tenant_id", "offered"))
    assert counted == {stage.cast.globex.tenant.pk: 1}
