"""A closed call is metered once, part by part."""

from datetime import UTC, datetime
from uuid import uuid4

from tenants.billing.models import UsageRecord
from tenants.billing.services import meter
from tenants.directory.services import create_company


def test_a_call_metered_twice_counts_once(db: None) -> None:
    acme, _new = create_company(slug="acme", name="Acme Repairs", language="en", timezone="Asia/Tbilisi")
    call_id = uuid4()
    for talk_time in (134, 999):
        meter(
            call_id=call_id,
            tenant_id=acme.pk,
            operator_id=uuid4(),
            started_at=datetime(2026, 11, 9, 11, 2, 7, tzinfo=UTC),
            outcome="ANSWERED",
            queue_time=23,
            ring_time=18,
            talk_time=talk_time,
            hold_time=38,
            wrap_up_time=45,
        )
    usage = UsageRecord.objects.get()
    assert (usage.queue_time, usage.ring_time, usage.talk_time) == (23, 18, 134)
