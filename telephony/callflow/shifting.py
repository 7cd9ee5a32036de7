"""The floor takes a hand in the queue: a waiting caller stands elsewhere, or is kept for somebody."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from agents.roster import selectors as roster
from campaigns.records.types import EventKind
from cc_saas.lib import wake
from telephony.callflow import history
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.calls.types import CallState
from telephony.queues import selectors as queues_read
from telephony.queues import services as queues
from tenants.directory.models import Tenant


class NotWaiting(ValueError):
    """The caller is being put through at this instant, or does not wait any more."""


@transaction.atomic
def move(*, call_id: UUID, queue_id: int, now: datetime) -> tuple[Tenant, int | None]:
    """Let a waiting caller stand in another queue of her company; returns the company, and the queue she leaves.

    Raises CallUnknown, QueueUnknown, NotWaiting.
    """
    call = _waiting(call_id)
    queue = queues_read.access_queue(queue_id=queue_id, tenant_id=call.tenant_id)
    if not queues.move_on(call_id=call_id, to_id=queue.pk, now=now):
        raise NotWaiting(str(call_id))
    calls.note(call_id=call_id, queue_id=queue.pk)
    history.write(call=call, kind=EventKind.REQUEUED, at=now, queue=queue.name)
    wake.notify(calls.ROUTER)
    return call.tenant, call.queue_id


@transaction.atomic
def give(*, call_id: UUID, operator_id: UUID, now: datetime) -> Tenant:
    """Keep a waiting caller for one operator, who must be cleared for her company, and put her first.

    Raises CallUnknown, OperatorUnknown, NotWaiting.
    """
    call = _waiting(call_id)
    if not roster.is_cleared(operator_id=operator_id, tenant_id=call.tenant_id):
        raise roster.OperatorUnknown(str(operator_id))
    if not queues.keep_for(call_id=call_id, operator_id=operator_id, now=now):
        raise NotWaiting(str(call_id))
    wake.notify(calls.ROUTER)
    return call.tenant


def _waiting(call_id: UUID) -> Call:
    call = calls_read.lock(call_id=call_id)
    if call is None:
        raise calls_read.CallUnknown(str(call_id))
    if call.state != CallState.WAITING:
        raise NotWaiting(str(call_id))
    return call
