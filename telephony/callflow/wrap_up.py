"""Stage 7: after-call work. The operator says how it ended; a timer, more time on request, or Ready ends it."""

from datetime import datetime, timedelta

from django.db import transaction

from agents.presence import services as presence
from agents.presence.models import OperatorState
from agents.presence.types import State
from campaigns.dispositions import selectors as dispositions
from campaigns.records import selectors as records_read
from campaigns.records import services as records
from campaigns.records.types import EventKind
from cc_saas.lib import wake
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import closing, facts, history
from telephony.callflow.types import CallClosed, CallEnded, CallNoted
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.queues.types import LONGEST_WRAP_UP_TIME, OPTIONAL_MODES, WrapUpMode
from telephony.routing.definitions import definition

WRAP_UP_TIME = 30
"""Seconds of after-call work before the operator is ready again by herself."""

MORE_TIME = 30
"""Seconds that one request for more time adds."""


class DispositionRequired(Exception):
    """The company wants to know how the call ended before the operator goes on."""


def begin(*, call: Call, now: datetime) -> None:
    """The conversation is over: the operator finishes her notes."""
    if call.operator_id is None:
        return
    until = now + timedelta(seconds=_time_of(call))
    state = presence.wrap_up(operator_id=call.operator_id, call_id=call.pk, until=until, now=now)
    if state is None:
        calls.note(call_id=call.pk, wrap_up_since=now, wrapped_up_at=now)
        return
    calls.note(call_id=call.pk, wrap_up_since=now)
    facts.tell_call(state=state, fact=CallEnded, call=call)


def _time_of(call: Call) -> int:
    """How long the queue's company wants the work after a call to last at most."""
    queue = definition(queue_id=call.queue_id) if call.queue_id else None
    if queue is None:
        return WRAP_UP_TIME
    mode = queue.draft.wrap_up_mode
    if mode is WrapUpMode.NONE or (mode in OPTIONAL_MODES and not call.wants_wrap_up):
        return 0
    is_timed = mode in (WrapUpMode.TIMED, WrapUpMode.OPTIONAL_TIMED)
    return min(queue.draft.wrap_up_time, LONGEST_WRAP_UP_TIME) if is_timed else LONGEST_WRAP_UP_TIME


@transaction.atomic
def ask_for(*, call: Call, is_wanted: bool) -> None:
    """She wants to work after this call, or no longer; it counts where her queue leaves it to her."""
    call = calls_read.lock(call_id=call.pk) or call
    if call.wrap_up_since is None:
        calls.note(call_id=call.pk, wants_wrap_up=is_wanted)
        call.wants_wrap_up = is_wanted
        _tell_noted(call)


@transaction.atomic
def dispose(*, call: Call, code: str | None, note: str | None, now: datetime) -> None:
    """Say how the call ended. In after-call work that ends it; during the conversation it is kept for later.

    Raises DispositionUnknown, DispositionRequired.
    """
    call = calls_read.lock(call_id=call.pk) or call
    with in_tenant(call.tenant):
        _save(call, code, note, now)
    if call.wrap_up_since is None:
        _tell_noted(call)
    else:
        finish(call=call, now=now)


@transaction.atomic
def save_note(*, call: Call, note: str) -> None:
    """Keep the draft of her notes."""
    call = calls_read.lock(call_id=call.pk) or call
    with in_tenant(call.tenant):
        records.save_note(call_id=call.pk, note=note)
    _tell_noted(call)


@transaction.atomic
def more_time(*, call: Call) -> None:
    """Put the end of the after-call work off, but never beyond the longest."""
    call = calls_read.lock(call_id=call.pk) or call
    if call.operator_id is None:
        return
    state = presence.extend_wrap_up(
        operator_id=call.operator_id, call_id=call.pk, seconds=MORE_TIME, most=LONGEST_WRAP_UP_TIME
    )
    facts.tell_call(state=state, fact=CallNoted, call=call)


@transaction.atomic
def finish(*, call: Call, now: datetime) -> None:
    """End the after-call work by her wish. Raises DispositionRequired."""
    call = calls_read.lock(call_id=call.pk) or call
    with in_tenant(call.tenant):
        missing = (
            dispositions.is_required() and not records_read.access_record(call_id=call.pk).disposition_code
        )
    if missing:
        raise DispositionRequired(str(call.pk))
    _end(call, now)


@transaction.atomic
def finish_due(*, state: OperatorState, now: datetime) -> None:
    """The timer has run out. Where a disposition is required and missing, she keeps her place until she gives one."""
    call = calls_read.lock(call_id=state.busy_with) if state.busy_with else None
    if call is None or call.operator_id != state.operator_id:
        _let_go(state, now)
        return
    try:
        finish(call=call, now=now)
    except DispositionRequired:
        _wait_for_disposition(call)


def _wait_for_disposition(call: Call) -> None:
    if call.operator_id is not None:
        state = presence.extend_wrap_up(operator_id=call.operator_id, call_id=call.pk, seconds=MORE_TIME)
        facts.tell_call(state=state, fact=CallNoted, call=call)


def _save(call: Call, code: str | None, note: str | None, now: datetime) -> None:
    if note is not None:
        records.save_note(call_id=call.pk, note=note)
    if code is None:
        return
    chosen = dispositions.access_disposition(code=code)
    records.save_disposition(call_id=call.pk, code=chosen.code, label=chosen.label)
    records.add_event(call_id=call.pk, kind=EventKind.DISPOSED, at=now, disposition=chosen.label)


def _end(call: Call, now: datetime) -> None:
    if call.operator_id is None:
        return
    state = presence.release(operator_id=call.operator_id, call_id=call.pk, now=now)
    if state is None:
        return
    calls.note(call_id=call.pk, wrapped_up_at=now)
    taken = round(history.seconds(call.wrap_up_since, now))
    name = call.operator.name if call.operator else ""
    history.write(call=call, kind=EventKind.WRAPPED_UP, at=now, actor=name, wrap_up_time=taken)
    closing.close_if_done(call_id=call.pk, now=now)
    facts.tell(state=state, fact=CallClosed, call=None, offer=None)
    if state.state == State.READY:
        wake.notify(calls.ROUTER)


def _let_go(state: OperatorState, now: datetime) -> None:
    """Free an operator whose call has gone, or has gone to somebody else."""
    if state.busy_with is None:
        return
    free = presence.release(operator_id=state.operator_id, call_id=state.busy_with, now=now)
    facts.tell(state=free, fact=CallClosed, call=None, offer=None)


def _tell_noted(call: Call) -> None:
    if call.operator_id is not None:
        facts.tell_call(state=facts.step(operator_id=call.operator_id), fact=CallNoted, call=call)
