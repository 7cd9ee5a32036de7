"""Closed calls as the closing leaves them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from campaigns.records.models import CallRecord
from campaigns.records.types import Direction, Outcome
from campaigns.reports import services
from cc_saas.lib.tenancy import in_tenant
from tenants.directory.models import Tenant

AT = datetime(2026, 11, 9, 11, 2, 7, tzinfo=UTC)
Closed = Callable[..., UUID]


def write_closed(
    company: Tenant,
    *,
    at: datetime = AT,
    outcome: Outcome = Outcome.ANSWERED,
    folded: bool = True,
    **more: Any,
) -> UUID:
    """A closed call: 12 s waiting, 100 s talking, 20 s on hold, 30 s wrap-up, in the queue "Repairs" (20 s, 5 s)."""
    answered = outcome is Outcome.ANSWERED
    record = {
        "direction": Direction.INBOUND, "caller": "+74950000142", "called": "+442079460100", "queue_name": "Repairs",
        "wait_time": 12, "talk_time": 100 if answered else 0, "hold_time": 20 if answered else 0,
        "wrap_up_time": 30 if answered else 0, "operator_name": "Olga" if answered else "",
        "operator_id": UUID(int=7) if answered else None, "target_time": 20, "short_abandon_time": 5,
        "started_at": at, "ended_at": at, "closed_at": at,
    } | more  # fmt: skip
    call_id = uuid4()
    with in_tenant(company):
        CallRecord.objects.create(id=call_id, outcome=outcome, **record)
        if folded:
            services.fold(call_id=call_id)
    return call_id


@pytest.fixture
def closed() -> Closed:
    return write_closed
