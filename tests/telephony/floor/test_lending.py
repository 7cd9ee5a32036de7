"""Queues that the floor has changed for a while: what holds now, and that it ends by itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from agents.presence.types import State
from agents.roster import services as roster
from agents.roster.models import Group
from cc_saas.lib.clock import now
from telephony.callflow import overflowing
from telephony.calls.models import Call
from telephony.numbers.models import Number
from telephony.queues import lending
from telephony.queues.models import Queue, QueueChange
from telephony.queues.services import changed
from telephony.queues.types import OverflowAction
from telephony.routing.definitions import definition
from tenants.audit.models import AuditEntry
from tests.factories.cast import Cast
from tests.telephony.floor.stage import dials, on_duty

pytestmark = pytest.mark.django_db(transaction=True)
MESSAGE = {"after": 5, "action": "VOICEMAIL"}


def ask(cleo: Client, method: str, path: str, **body: Any) -> tuple[int, Any]:
    answer = getattr(cleo, method)(f"/api/v1/floor/{path}", data=body, content_type="application/json")
    return answer.status_code, answer.json()


@pytest.fixture
def queue(cast: Cast) -> Queue:
    """Acme's general queue, as nobody has changed it."""
    QueueChange.objects.all().delete()
    changed()
    return Queue.objects.get(tenant=cast.acme.tenant, code="general")


def overflow_of(queue: Queue) -> list[OverflowAction]:
    found = definition(queue_id=queue.pk)
    assert found
    return [step.action for step in found.overflow]


def test_another_overflow_holds_until_its_end(cast: Cast, cleo: Client, queue: Queue) -> None:
    at = now()
    on_duty(cast.ana, at=at, state=State.BREAK)
    call_id = dials(cast.acme, at=at)
    status, _ = ask(cleo, "put", f"queues/{queue.pk}/overflow/", steps=[MESSAGE], minutes=10)
    assert status == 200
    overflowing.overflow(now=at + timedelta(seconds=6))
    assert Call.objects.get(pk=call_id).state == "VOICEMAIL"
    lending.expire(now=at + timedelta(minutes=9))
    assert overflow_of(queue) == [OverflowAction.VOICEMAIL]
    lending.expire(now=at + timedelta(minutes=11))
    assert overflow_of(queue) == []
    entries = AuditEntry.objects.filter(company_id=cast.acme.tenant.pk, details__queue_id=queue.pk)
    assert sorted(entries.filter(at__gte=at).values_list("verb", "actor_label")) == [
        ("queue.lending_ended", ""),
        ("queue.lent", "Cleo Lang"),
    ]


def test_it_is_undone_before_its_end(cast: Cast, cleo: Client, queue: Queue) -> None:
    _, answer = ask(cleo, "put", f"queues/{queue.pk}/overflow/", steps=[MESSAGE], minutes=10)
    snapshot = cleo.get("/api/v1/floor/snapshot/").json()["sections"]
    [change] = snapshot["changes"].values()
    assert (change["queue_id"], change["author"]) == (queue.pk, "Cleo Lang")
    assert [step["action"] for step in change["overflow"]] == ["VOICEMAIL"]
    assert ask(cleo, "post", "changes/end/", **answer["undo"])[0] == 200
    assert overflow_of(queue) == []


@pytest.mark.parametrize(
    "body",
    [
        {"steps": [MESSAGE], "minutes": 0},
        {"steps": [MESSAGE], "minutes": 10_000},
        {"steps": [{"after": 0, "action": "VOICEMAIL"}], "minutes": 10},
        {"steps": [{"after": 9, "action": "QUEUE", "queue": 999_999}], "minutes": 10},
        {"steps": [MESSAGE, MESSAGE], "minutes": 10},
        {"steps": [{"after": 9, "action": "FORWARD"}], "minutes": 10},
        {"steps": [{"after": 9, "action": "FORWARD", "number": "911"}], "minutes": 10},
        {"steps": [{"after": 9, "action": "FORWARD", "number": "+1 900 555 0123"}], "minutes": 10},
        {"steps": [{"after": 9, "action": "FORWARD", "number": "+37060000000"}], "minutes": 10},
    ],
)
def test_what_no_company_could_settle_the_floor_cannot(cleo: Client, queue: Queue, body: Any) -> None:
    assert ask(cleo, "put", f"queues/{queue.pk}/overflow/", **body)[0] == 400
    assert overflow_of(queue) == []


def test_callers_are_asked_about_a_callback_and_then_a_number_is_rung(
    cast: Cast, cleo: Client, queue: Queue
) -> None:
    number = Number.objects.filter(tenant=cast.acme.tenant).values_list("e164", flat=True)[0]
    steps = [
        {"after": 9, "action": "CALLBACK", "number": "thrown away"},
        {"after": 20, "action": "FORWARD", "number": f" {number[:5]} {number[5:]}"},
    ]
    assert ask(cleo, "put", f"queues/{queue.pk}/overflow/", steps=steps, minutes=10)[0] == 200
    found = definition(queue_id=queue.pk)
    assert found
    assert [(step.action, step.number) for step in found.overflow] == [("CALLBACK", ""), ("FORWARD", number)]
    [change] = cleo.get("/api/v1/floor/snapshot/").json()["sections"]["changes"].values()
    assert [step["number"] for step in change["overflow"]] == ["", number]


def test_callers_are_never_sent_to_another_companys_queue(cast: Cast, cleo: Client, queue: Queue) -> None:
    foreign = Queue.objects.get(tenant=cast.globex.tenant, code="general")
    step = {"after": 9, "action": "QUEUE", "queue": foreign.pk}
    assert ask(cleo, "put", f"queues/{queue.pk}/overflow/", steps=[step], minutes=10)[0] == 400


@pytest.fixture
def groups(cast: Cast, queue: Queue) -> list[Group]:
    """Sales (Ana) and Repairs (Ben), who both answer the general queue."""
    made = [
        roster.save_group(tenant_id=cast.acme.tenant.pk, name=name, operator_ids=[agent.id])
        for name, agent in (("Sales", cast.ana), ("Repairs", cast.ben))
    ]
    Queue.objects.filter(pk=queue.pk).update(group_ids=[group.pk for group in made])
    changed()
    return made


def groups_of(queue: Queue) -> frozenset[int]:
    found = definition(queue_id=queue.pk)
    assert found
    return found.groups


def test_a_group_answers_another_queue_for_a_while(
    cast: Cast, cleo: Client, queue: Queue, groups: list[Group]
) -> None:
    sales, repairs = groups
    other = Queue.objects.create(
        tenant=cast.acme.tenant, code="repairs", name="Repairs", language="en", group_ids=[repairs.pk]
    )
    changed()
    status, _ = ask(cleo, "post", f"groups/{sales.pk}/move/", to=other.pk, leaves=queue.pk, minutes=30)
    assert status == 200
    assert groups_of(queue) == {repairs.pk}
    assert groups_of(other) == {sales.pk, repairs.pk}
    status, _ = ask(cleo, "post", f"groups/{repairs.pk}/move/", to=other.pk, leaves=queue.pk, minutes=30)
    assert status == 409
    lending.expire(now=now() + timedelta(minutes=31))
    assert groups_of(queue) == {sales.pk, repairs.pk}
    assert groups_of(other) == {repairs.pk}
    other.delete()


def test_a_queue_that_anybody_answers_stays_one(
    cast: Cast, cleo: Client, queue: Queue, groups: list[Group]
) -> None:
    """A group that comes to help must not shut out everybody else."""
    other = Queue.objects.create(tenant=cast.acme.tenant, code="open", name="Open", language="en")
    changed()
    assert ask(cleo, "post", f"groups/{groups[0].pk}/move/", to=other.pk, minutes=30)[0] == 200
    assert groups_of(other) == frozenset()
    other.delete()


def test_a_group_never_answers_for_another_company(cast: Cast, cleo: Client, groups: list[Group]) -> None:
    foreign = Queue.objects.get(tenant=cast.globex.tenant, code="general")
    assert ask(cleo, "post", f"groups/{groups[0].pk}/move/", to=foreign.pk, minutes=30)[0] == 404
    assert not QueueChange.objects.exists()
