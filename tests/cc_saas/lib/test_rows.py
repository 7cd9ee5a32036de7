"""Rows read, changed and removed without the ORM are as the ORM would have them."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cc_saas.lib.hot import Insert, write
from cc_saas.lib.rows import NEXT_VERSION, Rows, Sql, remove
from telephony.calls.models import Call, Leg
from tenants.directory.models import Tenant

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CALLS, LEGS = Rows(Call, "tenant"), Rows(Leg, "call", "call__tenant", "operator")
pytestmark = pytest.mark.django_db


@pytest.fixture
def call_id() -> UUID:
    acme = Tenant.objects.create(
        schema_name="acme",
        slug="acme",
        name="Acme",
        language="en",
        timezone="UTC",
        colour="#102030",
        monogram="AC",
    )
    call_id = uuid4()
    row = dict(
        id=call_id, tenant_id=acme.pk, carrier_sid="CA1", called="+442079460100", language="en", state="WAITING",
        arrived_at=NOW, heard_at=NOW, flow_state={"step": [1, "%s"]},
    )  # fmt: skip
    leg = dict(id=uuid4(), call_id=call_id, kind="OPERATOR", address="client:ana", created_at=NOW)
    write(Insert(Call, [row]), Insert(Leg, [leg]))
    return call_id


def test_a_row_is_read_with_what_it_refers_to_in_one_statement(call_id: UUID) -> None:
    with CaptureQueriesContext(connection) as asked:
        (leg,) = LEGS.all("this.call_id = %s", [call_id])
        assert (leg.call.tenant.name, leg.operator) == ("Acme", None)
    assert len(asked.captured_queries) == 1
    expected = Call.objects.get(pk=call_id)
    for field in Call._meta.concrete_fields:
        assert getattr(leg.call, field.attname) == getattr(expected, field.attname), field.attname


def test_a_change_returns_the_row_as_it_is_then_and_nothing_where_the_condition_fails(call_id: UUID) -> None:
    where = "this.id = %s AND this.state = ANY(%s)"
    changed = CALLS.changed(
        where, [call_id, ["WAITING"]], state="TALKING", version=NEXT_VERSION, flow_state={"a": 1}, operator=None,
        ring_time=Sql("ring_time + %s", (2.5,)),
    )  # fmt: skip
    assert changed is not None
    assert (changed.state, changed.version, changed.ring_time) == ("TALKING", 2, 2.5)
    assert (changed.flow_state, changed.tenant.name) == ({"a": 1}, "Acme")
    assert Call.objects.get(pk=call_id).flow_state == {"a": 1}
    assert CALLS.changed(where, [call_id, ["WAITING"]], state="HOLD") is None
    assert Call.objects.get(pk=call_id).state == "TALKING"


def test_a_row_that_changes_elsewhere_is_counted(call_id: UUID) -> None:
    assert CALLS.change("this.id = %s", [call_id], language="ru") == 1
    assert CALLS.change("this.id = %s", [uuid4()], language="de") == 0
    assert Call.objects.get(pk=call_id).language == "ru"


def test_a_row_goes_with_what_belongs_to_it(call_id: UUID) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert remove(Call, call_id)
    assert len(asked.captured_queries) == 1
    connection.check_constraints()
    assert not Call.objects.exists()
    assert not Leg.objects.exists()
    assert not remove(Call, call_id)


def test_what_owns_more_than_rows_of_its_own_is_left_to_the_orm() -> None:
    with pytest.raises(TypeError):
        remove(Tenant, 1)
