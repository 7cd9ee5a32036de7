"""A promised call whose customer was not reached: it is tried again later, or the promise dies and somebody hears."""

from datetime import datetime

from agents.presence import services as presence
from campaigns.records.types import EventKind
from cc_saas.lib import alerts
from telephony.callbacks import selectors as callbacks_read
from telephony.callbacks import services as callbacks
from telephony.callbacks.models import Promise
from telephony.callbacks.types import MOST_ATTEMPTS, RETRY_TIME
from telephony.callflow import facts, history, withdrawing
from telephony.callflow.types import CallbackUnanswered
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.calls.types import CallState

BEING_CALLED = [CallState.CONNECTING, CallState.RECOVERING]


def comes_again(*, call: Call, reason: str, now: datetime) -> bool:
    """Put a locked call off whose customer was not reached; False where nothing was promised, or not any more."""
    promise = callbacks_read.promise_of(call_id=call.pk) if call.answered_at is None else None
    if promise is None or call.state not in BEING_CALLED:
        return False
    history.write(call=call, kind=EventKind.CALLBACK_FAILED, at=now, reason=reason)
    tries, next_at = callbacks.tried(promise=promise), now + RETRY_TIME
    if tries >= MOST_ATTEMPTS or next_at >= promise.due_by:
        dies(promise=promise, call=call, now=now)
        return False
    _back_to_promised(call, now)
    callbacks.stand_again(call_id=call.pk, at=next_at)
    return True


def dies(*, promise: Promise, call: Call, now: datetime) -> None:
    """Nobody will call her any more today: an alarm, and the company finds it among what was missed."""
    history.write(call=call, kind=EventKind.CALLBACK_DIED, at=now)
    alerts.raise_alert(
        "callback-died", call_id=str(call.pk), tenant_id=call.tenant_id, attempts=promise.attempts
    )


def _back_to_promised(call: Call, now: datetime) -> None:
    """Free the operator and end whatever was dialled; nobody is on the line."""
    for leg in calls_read.open_legs(call_id=call.pk):
        withdrawing.end_leg(call_id=call.pk, leg=leg, now=now)
    calls.move(
        call_id=call.pk, to=CallState.PROMISED, sources=BEING_CALLED, operator_id=None, leg_id=None,
        carrier_sid=calls.not_dialled(), room_sid="", talk_since=None, hang_up_asked_at=None,
    )  # fmt: skip
    if call.operator_id is not None:
        state = presence.release(operator_id=call.operator_id, call_id=call.pk, now=now)
        facts.tell(state=state, fact=CallbackUnanswered, call=None, offer=None)
