"""Who may be promised a call, from when on, and which place in line is kept for her. Reads only."""

from datetime import datetime
from typing import NamedTuple

from cc_saas.lib.tenancy import in_tenant
from telephony.callbacks import selectors as callbacks_read
from telephony.callflow import history, lines
from telephony.calls.models import Call
from telephony.calls.types import CallState, Direction
from telephony.ivr import selectors as menus
from telephony.queues import selectors as queues_read
from telephony.queues.types import OverflowAction
from telephony.routing.definitions import definition


class Place(NamedTuple):
    """Where a promised call stands in line."""

    queue_id: int
    queue_name: str
    since: datetime


def place_of(*, call: Call, now: datetime) -> Place | None:
    """Return the place that is kept for a caller who may be promised a call now; None where she may not.

    Who waits keeps hers; who comes from a menu stands at the end of the queue that its step names.
    """
    if call.state == CallState.WAITING:
        entry = queues_read.entry_of(call_id=call.pk)
        return Place(entry.queue_id, entry.queue.name, entry.entered_at) if entry is not None else None
    line, state = lines.line_of(called=call.called), call.flow_state
    if call.state != CallState.MENU or not state or line is None:
        return None
    with in_tenant(call.tenant):
        asked = menus.callback_of(version_id=call.flow_version_id or 0, plain_state=state)
    if asked is None:
        return None
    queue_id, name = line.queues.get(asked.queue, (line.queue_id, line.queue_name))
    return Place(queue_id, name, now)


def may_be_asked(*, call: Call, now: datetime) -> bool:
    """Whether this caller has waited long enough to be asked, and her company calls back."""
    terms = callbacks_read.terms_of(tenant_id=call.tenant_id) if _waits(call) else None
    return terms is not None and terms.is_on and history.seconds(call.queued_at, now) >= terms.offered_after


def is_due(*, call: Call, now: datetime) -> bool:
    """Whether a step of her queue lets her be asked, whatever the company does otherwise."""
    return _waits(call) and _left_to_step(call, now) == 0


def _waits(call: Call) -> bool:
    is_inbound = call.direction == Direction.INBOUND
    return is_inbound and call.state == CallState.WAITING and call.queued_at is not None


def asked_in(*, call: Call, now: datetime) -> float | None:
    """Return in how many seconds a step of her queue lets her be asked; None where it has none, or she was asked."""
    return _left_to_step(call, now) or None


def _left_to_step(call: Call, now: datetime) -> float | None:
    """Seconds until her queue's step, 0 from then on; None where her queue has no such step. No statement then."""
    queue = definition(queue_id=call.queue_id) if call.queue_id else None
    steps = queue.overflow if queue is not None else ()
    after = next((one.after_time for one in steps if one.action is OverflowAction.CALLBACK), None)
    entry = queues_read.entry_of(call_id=call.pk) if after is not None else None
    if after is None or entry is None:
        return None
    return max(0.0, after - history.seconds(entry.joined_at or entry.entered_at, now))
