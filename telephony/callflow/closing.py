"""Stage 8: closing. The record is closed, the call metered, and its live rows purged."""

from datetime import datetime
from uuid import UUID

from campaigns.records import selectors as records_read
from campaigns.records import services as records
from campaigns.records.types import EventKind, Waited
from campaigns.reports import services as reports
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import history
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.calls.types import CallState
from telephony.routing.definitions import definition
from tenants.billing import services as billing


def close_if_done(*, call_id: UUID, now: datetime) -> None:
    """Close the call once its line has ended and its operator, if it had one, has finished her notes."""
    call = calls_read.lock(call_id=call_id)
    if call is None or call.state != CallState.ENDED:
        return
    if call.operator_id is not None and call.wrapped_up_at is None:
        return
    wrap_up_time = round(history.seconds(call.wrap_up_since, call.wrapped_up_at or now))
    waited = _waited(call)
    with in_tenant(call.tenant):
        record = records_read.access_record(call_id=call.pk)
        records.close(call_id=call.pk, now=now, wrap_up_time=wrap_up_time, waited=waited)
        records.add_event(call_id=call.pk, kind=EventKind.CLOSED, at=now)
        reports.fold(call_id=call.pk)
    _meter(call, record.outcome or "", record.wait_time, wrap_up_time, waited)
    calls.remove(call_id=call.pk)


def _waited(call: Call) -> Waited | None:
    """What the queue promised in which the caller stood last; kept in the process, so no statement."""
    queue = definition(queue_id=call.queue_id) if call.queue_id is not None else None
    if queue is None:
        return None
    return Waited(
        queue_name=queue.name,
        target_time=queue.draft.target_time,
        short_abandon_time=queue.draft.short_abandon_time,
    )


def _meter(call: Call, outcome: str, wait_time: int, wrap_up_time: int, waited: Waited | None) -> None:
    promised = waited or Waited(queue_name="")
    ring_time = round(call.ring_time)
    billing.meter(
        call_id=call.pk, tenant_id=call.tenant_id, operator_id=call.operator_id, started_at=call.arrived_at,
        outcome=outcome, queue_time=max(0, wait_time - ring_time), ring_time=ring_time,
        talk_time=round(call.talk_time), hold_time=round(call.hold_time), wrap_up_time=wrap_up_time,
        direction=call.direction, target_time=promised.target_time, short_abandon_time=promised.short_abandon_time,
    )  # fmt: skip
