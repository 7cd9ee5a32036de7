"""Folding: each closed call counts once, where it arrived, as it now is."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from random import Random
from zoneinfo import ZoneInfo

from django.core.management import call_command

from campaigns.records import services as records
from campaigns.records.types import Direction, EventKind, Outcome
from campaigns.reports import periods, reporting, selectors, services
from campaigns.reports.models import IntervalFact
from campaigns.reports.types import Dimension, Sums
from cc_saas.lib.tenancy import in_tenant
from tenants.directory.models import Tenant
from tests.campaigns.reports.conftest import AT, Closed

DAY = timedelta(days=1)


def total(company: Tenant, *, since: datetime = AT - DAY, until: datetime = AT + DAY) -> Sums:
    with in_tenant(company):
        return selectors.company_total(since=since, until=until)


def test_a_call_closed_twice_counts_once(acme: Tenant, closed: Closed) -> None:
    call_id = closed(acme)
    with in_tenant(acme):
        assert services.fold(call_id=call_id)
    found = total(acme)
    assert (found.offered, found.answered, found.within, found.handled) == (1, 1, 1, 1)
    assert (found.talk, found.hold, found.wrap_up, found.answer_wait) == (100, 20, 30, 12)


def test_an_open_call_does_not_count(acme: Tenant, closed: Closed) -> None:
    call_id = closed(acme, folded=False, closed_at=None)
    with in_tenant(acme):
        assert not services.fold(call_id=call_id)
    assert total(acme) == Sums()


def test_a_late_closing_counts_where_the_caller_arrived(acme: Tenant, closed: Closed) -> None:
    closed(acme, at=datetime(2026, 11, 9, 11, 59, 59, tzinfo=UTC))
    with in_tenant(acme):
        assert IntervalFact.objects.get().starts_at == datetime(2026, 11, 9, 11, 45, tzinfo=UTC)


def test_short_abandons_stand_apart_by_the_threshold_of_the_queue(acme: Tenant, closed: Closed) -> None:
    for wait, threshold in ((4, 5), (5, 5), (8, 10), (8, 5)):
        closed(acme, outcome=Outcome.ABANDONED, wait_time=wait, short_abandon_time=threshold)
    found = total(acme)
    assert (found.abandoned, found.short_abandoned, found.offered) == (2, 2, 2)


def test_the_target_is_that_of_the_queue_and_of_its_time(acme: Tenant, closed: Closed) -> None:
    closed(acme, wait_time=20, target_time=20)
    closed(acme, wait_time=21, target_time=20)
    closed(acme, wait_time=40, target_time=60)
    assert total(acme).within == 2


def test_only_callers_are_offered_and_all_conversations_are_handled(acme: Tenant, closed: Closed) -> None:
    closed(acme, direction=Direction.OUTBOUND, wait_time=0)
    closed(acme, outcome=Outcome.CALLBACK)
    closed(acme, outcome=Outcome.MENU)
    closed(acme, outcome=Outcome.MERGED, direction=Direction.OUTBOUND)
    closed(acme, outcome=Outcome.VOICEMAIL)
    closed(acme, outcome=Outcome.MISSED)
    found = total(acme)
    assert (found.offered, found.answered, found.handled) == (2, 0, 1)
    assert (found.voicemails, found.missed, found.callbacks, found.self_served) == (1, 1, 1, 1)


def test_a_message_that_comes_after_the_closing_is_counted(acme: Tenant, closed: Closed) -> None:
    call_id = closed(acme, outcome=Outcome.MISSED)
    with in_tenant(acme):
        records.leave_voicemail(call_id=call_id, recording_sid="RE1", duration=9, now=AT)
        services.fold(call_id=call_id)
    found = total(acme)
    assert (found.missed, found.voicemails, found.offered) == (0, 1, 1)


def test_the_rebuild_gives_the_same_figures(acme: Tenant, globex: Tenant, closed: Closed) -> None:
    dice = Random(7)
    for number in range(60):
        call_id = closed(
            acme, at=AT + timedelta(minutes=dice.randrange(1200)), outcome=dice.choice(list(Outcome)),
            wait_time=dice.randrange(60), queue_name=dice.choice(["Repairs", "Sales"]),
        )  # fmt: skip
        if number % 7 == 0:
            with in_tenant(acme):
                records.add_event(call_id=call_id, kind=EventKind.TRANSFERRED, at=AT)
                services.fold(call_id=call_id)
    closed(globex)
    before = figures(acme)
    assert before[0].transfers == 9
    with in_tenant(acme):
        IntervalFact.objects.all().delete()
    assert total(acme) == Sums()
    said = StringIO()
    call_command("fold_facts", stdout=said)
    assert figures(acme) == before
    assert said.getvalue().split() == ["acme", "60", "globex", "1"]
    call_command("fold_facts", company="acme", stdout=StringIO())
    assert figures(acme) == before


def figures(company: Tenant) -> tuple[Sums, list[object], list[object]]:
    """Total, by queue, and by quarter of an hour."""
    since, until = AT - DAY, AT + DAY
    with in_tenant(company):
        rows = selectors.company_rows(by=Dimension.QUEUE, since=since, until=until)
        quarters = selectors.company_intervals(
            since=since, until=until, unit=Dimension.INTERVAL, zone=ZoneInfo("UTC")
        )
    return total(company), list(rows), list(quarters.items())


def test_companies_count_apart(acme: Tenant, globex: Tenant, closed: Closed) -> None:
    closed(acme)
    assert total(globex) == Sums()
    with in_tenant(globex):
        assert selectors.company_rows(by=Dimension.OPERATOR, since=AT - DAY, until=AT + DAY) == []


def test_a_days_hours_are_those_of_the_clock_on_the_wall(acme: Tenant, closed: Closed) -> None:
    """Europe/Berlin: 23 hours on 2026-03-29, and 25 on 2026-10-25, when 02:00 comes twice."""
    zone = ZoneInfo("Europe/Berlin")
    for hour in (0, 1):  # 02:30 in summer time, 02:30 in winter time
        closed(acme, at=datetime(2026, 10, 25, hour, 30, tzinfo=UTC))
    closed(acme, at=datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC))  # 23:59:59
    closed(acme, at=datetime(2026, 10, 25, 23, 0, tzinfo=UTC))  # the next day
    for day, hours in (("2026-03-29", 23), ("2026-10-25", 25), ("2026-10-26", 24)):
        asked = reporting.read({"from": day, "to": day}, now=AT, zone=zone)
        assert len(periods.places(asked.period, zone=zone)) == hours
    with in_tenant(acme):
        asked = reporting.read({"from": "2026-10-25", "to": "2026-10-25"}, now=AT, zone=zone)
        report = reporting.build(asked, now=AT)
    counted = [(f"{at:%H:%M%z}", sums.offered) for at, sums in report.places if sums.offered]
    assert counted == [("02:00+0200", 1), ("02:00+0100", 1), ("23:00+0100", 1)]
    assert report.total.offered == 3


def test_today_is_compared_with_as_much_of_yesterday() -> None:
    zone = ZoneInfo("Asia/Tbilisi")
    asked = reporting.read({"period": "today"}, now=AT, zone=zone)
    since, until = periods.before(asked.period, now=AT, zone=zone)
    assert (since, until) == (datetime(2026, 11, 8, tzinfo=zone), AT - DAY)
    week = reporting.read({"period": "yesterday"}, now=AT, zone=zone).period
    assert periods.before(week, now=AT, zone=zone)[1] == datetime(2026, 11, 8, tzinfo=zone)
