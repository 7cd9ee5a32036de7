"""What an operator asks for: ready, a break, the end of her shift; and what silence means."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from agents.presence import selectors as presence_read
from agents.presence import services as presence
from agents.presence.models import OperatorState
from agents.presence.types import State
from cc_saas.lib import wake
from telephony.callflow import facts, voicemail, wrap_up
from telephony.callflow.types import HandLowered, HandRaised, StateChanged
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.calls.types import CallState
from telephony.queues import selectors as queues_read


@transaction.atomic
def ask(
    *, operator_id: UUID, state: State, now: datetime, reason: str = "", lease_time: int | None = None
) -> OperatorState:
    """Do what she asks. READY in after-call work ends it; asked in a call it applies after the call.

    Raises StateNotAsked, LeaseOutOfRange, DispositionRequired.
    """
    busy_with = presence_read.busy_with(operator_id=operator_id)
    if busy_with is not None:
        calls_read.lock(call_id=busy_with)
    changed = presence.ask(
        operator_id=operator_id, state=state, now=now, reason=reason, lease_time=lease_time
    )
    facts.tell(state=changed, fact=StateChanged, **_parts(changed))
    if state == State.READY and changed.state == State.WRAP_UP:
        return _end_wrap_up(changed, now)
    if changed.state == State.READY:
        wake.notify(calls.ROUTER)
    return changed


@transaction.atomic
def order(*, operator_id: UUID, state: State, now: datetime, reason: str) -> OperatorState:
    """The floor changes her state, as if she had asked; how long her device is believed stays as it was."""
    kept = presence.open_state(operator_id=operator_id, now=now).lease_time
    return ask(operator_id=operator_id, state=state, now=now, reason=reason, lease_time=kept)


@transaction.atomic
def hand(*, operator_id: UUID, is_up: bool, now: datetime, note: str = "") -> OperatorState | None:
    """She asks the floor for help, or it is answered; None where nothing changed."""
    presence.open_state(operator_id=operator_id, now=now)
    if is_up:
        state = presence.raise_hand(operator_id=operator_id, note=note, now=now)
        facts.tell(state=state, fact=HandRaised)
    else:
        state = presence.lower_hand(operator_id=operator_id)
        facts.tell(state=state, fact=HandLowered)
    return state


def _end_wrap_up(state: OperatorState, now: datetime) -> OperatorState:
    call = _call(state)
    if call is None:
        wrap_up.finish_due(state=state, now=now)
    else:
        wrap_up.finish(call=call, now=now)
    return presence_read.state_of(operator_id=state.operator_id)


def expire_leases(*, now: datetime) -> None:
    """Consoles that gave no sign of life: a break first, offline later."""
    with transaction.atomic():
        for state in presence.expire(now=now):
            facts.tell(state=state, fact=StateChanged)


def finish_wrap_ups(*, now: datetime) -> None:
    """After-call work whose time is up."""
    for state in presence_read.wrap_ups_due(now=now):
        wrap_up.finish_due(state=state, now=now)


def send_unanswerable_to_voicemail(*, now: datetime) -> None:
    """Callers who wait for a company for which nobody is on duty any more."""
    for tenant_id in queues_read.companies_waited_for():
        if presence_read.anyone_on_duty(tenant_id=tenant_id):
            continue
        for call in calls_read.calls_in(tenant_id=tenant_id, state=CallState.WAITING):
            with transaction.atomic():
                voicemail.interrupt_waiting(call=call, now=now)


def _call(state: OperatorState) -> Call | None:
    call = calls_read.live_call(call_id=state.busy_with) if state.busy_with else None
    return call if call is not None and call.operator_id == state.operator_id else None


def _parts(state: OperatorState) -> dict[str, object]:
    """Nothing but her state changes when she asks for something; a call's face depends on the call alone."""
    return {} if state.busy_with else {"call": None, "offer": None}
