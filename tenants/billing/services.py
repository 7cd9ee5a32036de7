"""Metering."""

from datetime import datetime
from uuid import UUID

from cc_saas.lib.hot import Insert, write
from tenants.billing.models import UsageRecord


def meter(
    *,
    call_id: UUID,
    tenant_id: int,
    operator_id: UUID | None,
    started_at: datetime,
    outcome: str,
    queue_time: int = 0,
    ring_time: int = 0,
    talk_time: int = 0,
    hold_time: int = 0,
    wrap_up_time: int = 0,
    direction: str = "INBOUND",
    target_time: int = 20,
    short_abandon_time: int = 5,
) -> None:
    """Write down what a closed call used, in whole seconds. A call metered twice counts once. One INSERT."""
    usage = dict(
        call_id=call_id,
        tenant_id=tenant_id,
        operator_id=operator_id,
        started_at=started_at,
        outcome=outcome,
        queue_time=queue_time,
        ring_time=ring_time,
        talk_time=talk_time,
        hold_time=hold_time,
        wrap_up_time=wrap_up_time,
        direction=direction,
        target_time=target_time,
        short_abandon_time=short_abandon_time,
    )
    write(Insert(UsageRecord, [usage], unless_there=True))
