"""Stage 5: talking. One conference per call; hold, mute, and the end that the operator asks for."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from agents.presence import selectors as presence_read
from agents.presence import services as presence
from agents.presence.models import OperatorState
from campaigns.records import services as records
from campaigns.records.types import EventKind
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import addresses, against_terms, ending, facts, history, listening, screen, settling
from telephony.callflow.types import (
    CallAnswered,
    CallConnected,
    CallHeld,
    CallMuted,
    CallResumed,
    CallUnmuted,
    Fact,
)
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.calls.types import WITH_OPERATOR, CallState, Verb
from telephony.provider.documents import Document, Talk
from telephony.queues import selectors as queues_read
from telephony.queues import services as queues
from telephony.queues.models import QueueEntry
from telephony.routing.models import Offer
from telephony.waits.types import WaitOutcome

CALLER = "caller"
"""The caller's label in the room."""


def conversation(*, call_id: UUID) -> Document:
    """Return the document that takes the caller into the room of her call."""
    return [
        Talk(
            room=str(call_id),
            label=CALLER,
            left_url=addresses.left_room(call_id),
            events_url=addresses.room(call_id),
        )
    ]


def begin(*, offer: Offer, now: datetime) -> bool:
    """The operator's leg has answered: take the caller from the queue to her. False when the caller is gone."""
    entry = queues_read.entry_of(call_id=offer.call_id)
    call = calls.move(
        call_id=offer.call_id, to=CallState.CONNECTING, sources=[CallState.WAITING],
        operator_id=offer.operator_id, leg_id=offer.pk, talk_since=now, is_muted=False, hold_since=None,
        hang_up_asked_at=None, wrap_up_since=None, wrapped_up_at=None, transfer_leg_id=None,
    )  # fmt: skip
    if call is None or entry is None:
        presence.release(operator_id=offer.operator_id, call_id=offer.call_id, now=now)
        return False
    queues.leave(call_id=call.pk)
    calls.instruct(call_id=call.pk, verb=Verb.BRIDGE, now=now)
    against_terms.answered(call=call, operator_id=offer.operator_id, is_urgent=_is_urgent(entry), now=now)
    state = presence.occupy(operator_id=offer.operator_id, call_id=call.pk, now=now)
    _write_answer(call, offer, entry.queue.name, now)
    settling.settle(call=call, queue_id=entry.queue_id, outcome=WaitOutcome.ANSWERED, now=now)
    call.refresh_from_db()
    today = screen.today_part(operator_id=offer.operator_id, now=now)
    facts.tell_call(state=state, fact=CallAnswered, call=call, offer=None, today=today)
    return True


def _is_urgent(entry: QueueEntry) -> bool:
    return entry.is_urgent or entry.queue.is_urgent


def _write_answer(call: Call, offer: Offer, queue_name: str, now: datetime) -> None:
    operator = offer.operator
    ring_time = history.seconds(offer.ringing_at or offer.made_at, now)
    calls.note(call_id=call.pk, ring_time=ring_time, answered_at=call.answered_at or now)
    with in_tenant(call.tenant):
        records.answer(
            call_id=call.pk, operator_id=operator.pk, operator_name=operator.name, queue_name=queue_name,
            wait_time=round(history.seconds(call.queued_at, call.answered_at or now)), ring_time=round(ring_time),
            now=now,
        )  # fmt: skip
        records.add_event(
            call_id=call.pk, kind=EventKind.ANSWERED, at=now, actor=operator.name, operator=operator.name
        )


@transaction.atomic
def caller_joined(*, call_id: UUID, now: datetime) -> None:
    """The caller is in the room: the two hear each other. Told by the carrier's answer or by its callback."""
    calls_read.lock(call_id=call_id)
    call = calls.move(call_id=call_id, to=CallState.TALKING, sources=[CallState.CONNECTING])
    if call is not None and call.operator_id is not None:
        facts.tell_call(state=facts.step(operator_id=call.operator_id), fact=CallConnected, call=call)


@transaction.atomic
def hold(*, call: Call, now: datetime) -> None:
    """Let the caller hear music. Repeated, or without a conversation, it changes nothing."""
    call = calls_read.lock(call_id=call.pk) or call
    held = calls.move(
        call_id=call.pk, to=CallState.HOLD, sources=[CallState.TALKING], hold_since=now,
        talk_since=None, talk_time=call.talk_time + history.seconds(call.talk_since, now),
    )  # fmt: skip
    _turn(held, presence.hold, Verb.HOLD, EventKind.HELD, CallHeld, now)


@transaction.atomic
def resume(*, call: Call, now: datetime) -> None:
    """Take the caller back from hold."""
    call = calls_read.lock(call_id=call.pk) or call
    resumed = calls.move(
        call_id=call.pk, to=CallState.TALKING, sources=[CallState.HOLD], hold_since=None,
        talk_since=now, hold_time=call.hold_time + history.seconds(call.hold_since, now),
    )  # fmt: skip
    _turn(resumed, presence.resume, Verb.RESUME, EventKind.RESUMED, CallResumed, now)


@transaction.atomic
def mute(*, call: Call, muted: bool, now: datetime) -> None:
    """Let the caller hear the operator no more, or again."""
    call = calls_read.lock(call_id=call.pk) or call
    if call.state not in WITH_OPERATOR or call.is_muted == muted or call.operator_id is None:
        return
    calls.note(call_id=call.pk, is_muted=muted)
    calls.instruct(call_id=call.pk, verb=Verb.MUTE if muted else Verb.UNMUTE, now=now)
    history.write(
        call=call, kind=EventKind.MUTED if muted else EventKind.UNMUTED, at=now, actor=_name_of(call)
    )
    call.refresh_from_db()
    state = facts.step(operator_id=call.operator_id)
    facts.tell_call(state=state, fact=CallMuted if muted else CallUnmuted, call=call)


@transaction.atomic
def hang_up(*, call: Call, now: datetime) -> None:
    """The operator ends the call: the caller's leg is ended, and the room with it."""
    call = calls_read.lock(call_id=call.pk) or call
    if call.state not in WITH_OPERATOR | {CallState.RECOVERING}:
        return
    calls.note(call_id=call.pk, hang_up_asked_at=now)
    calls.instruct(call_id=call.pk, verb=Verb.HANG_UP, now=now, patience=3600, sid=call.carrier_sid)
    ending.line_ended(call_id=call.pk, by="OPERATOR", now=now)


@transaction.atomic
def leg_ends(*, call: Call, now: datetime) -> None:
    """Her leg ended without her asking: it is lost, not finished. Whether the caller is still there, the carrier
    knows: it is told to speak to her, and its answer decides (see `recovery`).
    """
    call = calls_read.lock(call_id=call.pk) or call
    if call.hang_up_asked_at is not None:
        return
    lost = calls.move(
        call_id=call.pk, to=CallState.RECOVERING, sources=WITH_OPERATOR, hold_since=None, talk_since=None,
        talk_time=call.talk_time + history.seconds(call.talk_since, now),
        hold_time=call.hold_time + history.seconds(call.hold_since, now),
    )  # fmt: skip
    if lost is not None:
        listening.end_all(call=lost, now=now)
        calls.instruct(call_id=lost.pk, verb=Verb.RECOVER, now=now)


def _turn(
    call: Call | None,
    change: Callable[..., OperatorState | None],
    verb: Verb,
    kind: EventKind,
    fact: type[Fact],
    now: datetime,
) -> None:
    """What hold and resume have in common, once the call's state has changed."""
    if call is None or call.operator_id is None:
        return
    calls.instruct(call_id=call.pk, verb=verb, now=now)
    state = change(operator_id=call.operator_id, call_id=call.pk, now=now)
    history.write(call=call, kind=kind, at=now, actor=_name_of(call))
    facts.tell_call(state=state, fact=fact, call=call)


def _name_of(call: Call) -> str:
    return call.operator.name if call.operator else ""


def call_of(*, operator_id: UUID, call_id: UUID) -> Call:
    """Return the operator's call. Raises CallUnknown for anybody else's."""
    if presence_read.busy_with(operator_id=operator_id) != call_id:
        raise calls_read.CallUnknown(str(call_id))
    return calls_read.access_call(call_id=call_id, operator_id=operator_id)
