"""Rows written without the ORM are the rows that the ORM would have written."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cc_saas.lib.hot import Insert, columns, fetch, instance, write, write_once
from telephony.calls.models import Call, Instruction, Leg
from tenants.directory.models import Tenant

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def acme() -> Tenant:
    return Tenant.objects.create(
        schema_name="acme",
        slug="acme",
        name="Acme",
        language="en",
        timezone="UTC",
        colour="#102030",
        monogram="AC",
    )


def arrived(acme: Tenant) -> dict[str, Any]:
    return dict(
        id=uuid4(), tenant_id=acme.pk, carrier_sid=f"CA{uuid4().hex}", called="+442079460100", language="en",
        state="WAITING", arrived_at=NOW, heard_at=NOW, caller="100% \"O'Brien\" %s",
    )  # fmt: skip


def test_what_is_left_out_is_what_the_model_says(acme: Tenant) -> None:
    row = arrived(acme)
    write(Insert(Call, [row]))
    written, expected = Call.objects.get(pk=row["id"]), Call(**row)
    for field in Call._meta.concrete_fields:
        assert getattr(written, field.attname) == getattr(expected, field.attname), field.attname


def test_rows_of_several_tables_are_one_statement_whatever_their_order(acme: Tenant) -> None:
    row = arrived(acme)
    leg = dict(id=uuid4(), call_id=row["id"], kind="OPERATOR", address="client:ana", created_at=NOW)
    told = dict(call_id=row["id"], lane=row["id"], verb="HANG_UP", due_at=NOW, give_up_at=NOW)
    with CaptureQueriesContext(connection) as asked:
        assert write(Insert(Leg, [leg]), Insert(Call, [row]), Insert(Instruction, [told, told])) == 2
    assert len(asked.captured_queries) == 1
    connection.check_constraints()
    assert Leg.objects.get(pk=leg["id"]).call_id == row["id"]
    assert [instruction.args for instruction in Instruction.objects.all()] == [{}, {}]


def test_a_row_that_is_there_is_passed_over_or_refused(acme: Tenant) -> None:
    row = arrived(acme)
    assert write(Insert(Call, [row], unless_there=True)) == 1
    assert write(Insert(Call, [row], unless_there=True)) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        write(Insert(Call, [row]))


def test_a_default_that_is_another_each_time_must_be_given(acme: Tenant) -> None:
    row = arrived(acme)
    del row["id"]
    with pytest.raises(TypeError, match="must be given"):
        write(Insert(Call, [row]))


def test_nothing_to_write_asks_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert write(Insert(Call, [])) == 0
    assert not asked.captured_queries


def test_an_instance_is_what_the_orm_would_have_read(acme: Tenant) -> None:
    row = arrived(acme)
    write(Insert(Call, [row]))
    [read] = fetch(f"SELECT {columns(Call, 'call')} FROM calls_call call WHERE id = %s", [row["id"]])
    found = instance(Call, read)
    assert found == Call.objects.get(pk=row["id"])
    assert found.arrived_at == NOW


def test_what_comes_with_a_row_is_written_once_and_in_order(acme: Tenant) -> None:
    first, second = arrived(acme), arrived(acme)
    told = [
        dict(call_id=first["id"], lane=first["id"], verb=verb, due_at=NOW, give_up_at=NOW, args={"no": verb})
        for verb in ("DIAL", "HANG_UP", "HOLD")
    ]
    again = [row | {"call_id": second["id"]} for row in told]
    assert write_once(Insert(Call, [first]), Insert(Instruction, told))
    assert not write_once(
        Insert(Call, [second | {"carrier_sid": first["carrier_sid"]}]), Insert(Instruction, again)
    )
    connection.check_constraints()
    assert [row.args["no"] for row in Instruction.objects.order_by("pk")] == ["DIAL", "HANG_UP", "HOLD"]


def test_a_prepared_statement_is_told_with_its_values(acme: Tenant) -> None:
    with CaptureQueriesContext(connection) as asked:
        for _ in range(6):
            write(Insert(Call, [arrived(acme)]))
    sql = asked.captured_queries[-1]["sql"]
    assert "$1" not in sql
    Call.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(sql)
    assert Call.objects.get().caller == '100% "O\'Brien" %s'
