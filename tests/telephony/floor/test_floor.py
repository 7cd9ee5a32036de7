"""What a supervisor sees, and what her acts do to callers and operators."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from agents.presence import services as presence
from agents.presence.models import OperatorState
from agents.presence.types import State
from cc_saas.lib.clock import now
from cc_saas.lib.livemap import forget_all
from telephony.callflow import ending, offering
from telephony.console import selectors as console
from telephony.floor import selectors
from telephony.floor.types import changes
from telephony.queues.models import Queue, QueueEntry
from telephony.routing.models import Offer
from tenants.audit.models import AuditEntry
from tenants.audit.services import Actor
from tenants.directory.hours import DAYS
from tenants.terms import selectors as terms_read
from tenants.terms import services as terms
from tenants.terms.types import Promise, Window
from tests.factories.cast import Cast
from tests.factories.signing import arrival, post
from tests.telephony.floor.stage import answered, dials, on_duty

pytestmark = pytest.mark.django_db(transaction=True)


def section(cleo: Client, name: str) -> dict[str, Any]:
    answer = cleo.get("/api/v1/floor/snapshot/")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()["sections"][name]
    return found


def act(cleo: Client, method: str, path: str, **body: Any) -> Any:
    answer = getattr(cleo, method)(f"/api/v1/floor/{path}", data=body, content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()


def audited() -> list[str]:
    return list(
        AuditEntry.objects.filter(verb__startswith="floor.").order_by("at").values_list("verb", flat=True)
    )


def test_the_snapshot_shows_who_waits_and_who_does_what(cast: Cast, cleo: Client) -> None:
    at = now()
    on_duty(cast.ana, at=at, state=State.BREAK)
    dials(cast.acme, at=at - timedelta(seconds=70), number=101)
    dials(cast.acme, at=at, number=102)
    assert [row["count"] for row in section(cleo, "waiting").values()] == [2]
    assert section(cleo, "operators")[str(cast.ana.id)]["state"] == "BREAK"
    assert str(cast.ben.id) not in section(cleo, "operators")


def test_levels_count_what_came_of_each_wait(cast: Cast, cleo: Client) -> None:
    """One answered in time, one too late, one who hung up after a minute, one at once: 1 of 3."""
    at = now()
    on_duty(cast.ana, at=at)
    on_duty(cast.ben, at=at)
    for waited, number in ((5, 101), (50, 102)):
        answered(dials(cast.acme, at=at - timedelta(seconds=waited), number=number), at=at)
    for waited, number in ((60, 103), (2, 104)):
        gone = dials(cast.acme, at=at - timedelta(seconds=waited), number=number)
        ending.line_ended(call_id=gone, now=at)
    [level] = section(cleo, "levels").values()
    assert (level["offered"], level["within"], level["abandoned"], level["short"]) == (3, 1, 1, 1)
    assert level["level"] == level["recent_level"] == pytest.approx(1 / 3)
    assert sum(row["answered"] for row in section(cleo, "quarters").values()) == 2


def test_a_company_without_anybody_is_uncovered(cast: Cast, cleo: Client) -> None:
    on_duty(cast.ben, at=now())
    rows = {key.split(":")[0]: row for key, row in section(cleo, "uncovered").items()}
    assert rows[str(cast.globex.tenant.pk)]["working"] == 0
    assert rows[str(cast.globex.tenant.pk)]["cleared"] == 1
    assert rows[str(cast.acme.tenant.pk)]["working"] == 1


def test_the_terms_say_in_which_languages_and_hours_a_company_is_to_be_covered(
    cast: Cast, cleo: Client
) -> None:
    on_duty(cast.ben, at=now())
    at, later = now(), now() + timedelta(hours=3)
    hours = {"week": {day: [f"{later:%H}:00-{later:%H}:59"] for day in DAYS}}
    promise = Promise(languages=("ka", "en"), hours=hours)
    terms.agree(company=cast.acme.tenant, promise=promise, starts_at=at, actor=Actor(label="Pia"), now=at)
    acme, rows = cast.acme.tenant.pk, section(cleo, "uncovered")
    assert (rows[f"{acme}:ka"]["cleared"], rows[f"{acme}:ka"]["open"]) == (0, False)
    assert rows[f"{acme}:ka"]["opens_at"]
    assert rows[f"{acme}:en"]["working"] == 1


def test_the_snapshot_takes_few_statements(cast: Cast, django_assert_max_num_queries: Any) -> None:
    terms_read.all_present(now=now())  # kept in the process
    with django_assert_max_num_queries(13):
        selectors.snapshot(now=now())


def test_a_snapshot_with_the_changes_is_the_next_snapshot(cast: Cast) -> None:
    before = {**selectors.live(), **selectors.counted(now=now())}
    on_duty(cast.ana, at=now(), state=State.BREAK)
    dials(cast.acme, at=now())
    after = {**selectors.live(), **selectors.counted(now=now())}
    changed = changes(before=before, after=after)
    for name, section_ in before.items():
        told = {k: v for k, v in section_.items() if k not in changed["gone"].get(name, [])}
        assert {**told, **changed["new"].get(name, {})} == after[name]
    assert changes(before=after, after=after) == {}


def test_an_operator_is_brought_back_and_sent_away_again(cast: Cast, cleo: Client) -> None:
    at = now()
    on_duty(cast.ana, at=at)
    OperatorState.objects.filter(pk=cast.ana.id).update(state=State.BREAK, reason="missed-offers", misses=3)
    undo = act(cleo, "put", f"operators/{cast.ana.id}/state/", state="READY")["undo"]
    back = OperatorState.objects.get(pk=cast.ana.id)
    assert (back.state, back.misses) == ("READY", 0)
    act(cleo, "put", f"operators/{cast.ana.id}/state/", **undo)
    assert OperatorState.objects.get(pk=cast.ana.id).reason == "missed-offers"
    assert audited()[-2:] == ["floor.operator.state"] * 2


def test_a_long_lease_is_not_shortened_by_the_floor(cast: Cast, cleo: Client) -> None:
    presence.ask(operator_id=cast.ana.id, state=State.BREAK, now=now(), lease_time=3600)
    act(cleo, "put", f"operators/{cast.ana.id}/state/", state="READY")
    assert OperatorState.objects.get(pk=cast.ana.id).lease_time == 3600


def test_a_waiting_caller_is_moved_and_moved_back(cast: Cast, cleo: Client) -> None:
    on_duty(cast.ana, at=now(), state=State.BREAK)
    call_id = dials(cast.acme, at=now())
    other = Queue.objects.create(tenant=cast.acme.tenant, code="repairs", name="Repairs", language="en")
    first = QueueEntry.objects.get(pk=call_id).queue_id
    undo = act(cleo, "post", f"calls/{call_id}/move/", queue=other.pk)["undo"]
    assert QueueEntry.objects.get(pk=call_id).queue_id == other.pk
    act(cleo, "post", f"calls/{call_id}/move/", **undo)
    assert QueueEntry.objects.get(pk=call_id).queue_id == first
    entry = AuditEntry.objects.filter(verb="floor.call.moved").first()
    assert entry
    assert entry.company_id == cast.acme.tenant.pk
    other.delete()


def test_a_caller_is_never_moved_to_another_company(cast: Cast, cleo: Client) -> None:
    on_duty(cast.ana, at=now(), state=State.BREAK)
    call_id = dials(cast.acme, at=now())
    foreign = Queue.objects.filter(tenant=cast.globex.tenant).first()
    assert foreign
    before = QueueEntry.objects.get(pk=call_id).queue_id
    answer = cleo.post(
        f"/api/v1/floor/calls/{call_id}/move/", {"queue": foreign.pk}, content_type="application/json"
    )
    assert answer.status_code == 404
    assert QueueEntry.objects.get(pk=call_id).queue_id == before


def test_a_caller_is_given_to_one_operator(cast: Cast, cleo: Client) -> None:
    """Ben has been idle for longer; the caller goes to Ana all the same."""
    at = now()
    on_duty(cast.ben, at=at - timedelta(minutes=5))
    presence.renew(operator_id=cast.ben.id, now=at)
    on_duty(cast.ana, at=at)
    call_id = dials(cast.acme, at=at)
    act(cleo, "post", f"calls/{call_id}/give/", operator=str(cast.ana.id))
    offering.offer_waiting(now=now())
    assert Offer.objects.get(call_id=call_id).operator_id == cast.ana.id


def test_nobody_is_given_a_company_that_she_may_not_serve(cast: Cast, cleo: Client) -> None:
    on_duty(cast.ana, at=now(), state=State.BREAK)
    call_id = dials(cast.globex, at=now())
    answer = cleo.post(
        f"/api/v1/floor/calls/{call_id}/give/",
        {"operator": str(cast.ben.id)},
        content_type="application/json",
    )
    assert answer.status_code in (404, 409)


def test_a_caller_who_is_being_put_through_stays(cast: Cast, cleo: Client) -> None:
    on_duty(cast.ana, at=now())
    call_id = dials(cast.acme, at=now())
    answered(call_id, at=now())
    answer = cleo.post(
        f"/api/v1/floor/calls/{call_id}/give/",
        {"operator": str(cast.ben.id)},
        content_type="application/json",
    )
    assert answer.status_code == 409


def test_a_raised_hand_is_seen_and_answered(cast: Cast, cleo: Client) -> None:
    on_duty(cast.ana, at=now())
    ana = {"headers": {"host": "localhost", "authorization": f"Bearer {cast.ana.token}"}}
    up = {"is_up": True, "note": "Wants the manager"}
    shown = Client().put("/api/v1/console/hand/", up, content_type="application/json", **ana)  # type: ignore[arg-type]
    assert shown.json()["hand_since"]
    row = section(cleo, "operators")[str(cast.ana.id)]
    assert row["hand_note"] == "Wants the manager"
    act(cleo, "post", f"operators/{cast.ana.id}/hand/")
    assert section(cleo, "operators")[str(cast.ana.id)]["hand_since"] is None


def test_a_note_is_shown_until_it_is_read_or_taken_back(cast: Cast, cleo: Client) -> None:
    on_duty(cast.ana, at=now())
    ana = {"headers": {"host": "localhost", "authorization": f"Bearer {cast.ana.token}"}}
    note = act(cleo, "post", "notes/", text="Fire drill at noon")["undo"]["note"]
    assert console.snapshot(operator=cast.ben.operator, now=now())["note"]["text"] == "Fire drill at noon"
    read = Client().post(f"/api/v1/console/notes/{note}/read/", **ana)  # type: ignore[arg-type]
    assert read.json()["note"] is None
    assert console.snapshot(operator=cast.ben.operator, now=now())["note"]
    act(cleo, "delete", f"notes/{note}/")
    assert console.snapshot(operator=cast.ben.operator, now=now())["note"] is None


def test_the_centre_is_put_down_with_a_word_and_comes_back(cast: Cast, cleo: Client) -> None:
    on_duty(cast.ana, at=now())
    refused = cleo.put("/api/v1/floor/centre/", {"is_down": True}, content_type="application/json")
    assert refused.status_code == 400
    act(cleo, "put", "centre/", is_down=True, word="DOWN")
    assert "<Record" in post("/hooks/voice/", arrival(To=cast.acme.number)).content.decode()
    assert section(cleo, "centre")["down"]["author"] == "Cleo Lang"
    act(cleo, "put", "centre/", is_down=False)
    assert "<Enqueue" in post("/hooks/voice/", arrival(To=cast.acme.number)).content.decode()
    assert audited()[-2:] == ["floor.centre.down", "floor.centre.back"]


def test_an_operator_has_no_floor(cast: Cast) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(cast.ben.operator.user, backend="tenants.accounts.backends.MembershipBackend")
    assert client.get("/api/v1/floor/snapshot/").status_code in (401, 403)


def test_each_company_is_judged_by_its_own_terms(cast: Cast, cleo: Client) -> None:
    """Acme was promised 90% within a minute, reckoned over the week: fifty seconds are in time."""
    at = now()
    promise = Promise(target_percent=90, target_time=60, window=Window.WEEK)
    terms.agree(company=cast.acme.tenant, promise=promise, starts_at=at, actor=Actor(), now=at)
    forget_all()
    on_duty(cast.ana, at=at)
    answered(dials(cast.acme, at=at - timedelta(seconds=50)), at=at)
    [level] = section(cleo, "levels").values()
    assert (level["offered"], level["within"]) == (1, 1)
    companies = section(cleo, "companies")
    acme, globex = (companies[str(one.tenant.pk)] for one in (cast.acme, cast.globex))
    assert acme["target"] == {"share": 0.9, "within": 60.0}
    assert acme["contract"] == {"window": "WEEK", "offered": 1, "within": 1, "level": 1.0}
    assert (globex["target"]["share"], globex["contract"]) == (0.8, None)
