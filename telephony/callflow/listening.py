"""A supervisor with a call: she listens, coaches the operator, or is heard by everybody.

Her leg is one more in the call's room, and counts as nobody: its end ends nothing, and the end of the conversation ends
it. What she does is audited here, since the end may come from the carrier as well as from her.
"""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from telephony.callflow import facts, withdrawing
from telephony.callflow.types import CallCoached
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call, Leg
from telephony.calls.types import CallState, LegKind, LegState, ListenMode, Verb
from telephony.provider.port import EVERYBODY, OVER, LegStatus, Voice
from tenants.audit import services as audit
from tenants.audit.services import Actor
from tenants.leases import selectors as leases
from tenants.leases.types import Subject

RING_TIME = 20
"""Seconds that her telephone rings; her page takes it by itself."""

MOST_LISTENERS = 5
"""Supervisors with one call."""

MOST_VOICES = 6
"""Those whom all the others of a conversation hear: caller, operator, whoever has been put through, who has barged in."""

CONVERSATION = frozenset({CallState.TALKING, CallState.HOLD})
"""Where a call has a room with an operator in it, to whom one may listen."""


class NotListenable(Exception):
    """There is no conversation, or it is her own; `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ListensElsewhere(Exception):
    """She is with another call."""


class RoomFull(Exception):
    """As many as may be are with this call."""


class NotListening(LookupError):
    """She is not with this call."""


def identity_of(*, person_id: UUID) -> str:
    """Return how a supervisor's page is called; not as her console is, whose calls are callers'."""
    return f"floor_{person_id.hex}"


def begin(
    *, call_id: UUID, actor: Actor, operator_id: UUID, address: str, mode: ListenMode, now: datetime
) -> Leg:
    """Have her dialled into the call's room. Asked again for the same call, it only turns her mode.

    Raises CallUnknown, NotListenable, ListensElsewhere, RoomFull.
    """
    try:
        return _begin(call_id, actor, operator_id, address, mode, now)
    except IntegrityError as error:
        raise ListensElsewhere from error


@transaction.atomic
def _begin(
    call_id: UUID, actor: Actor, operator_id: UUID, address: str, mode: ListenMode, now: datetime
) -> Leg:
    call = _conversation(call_id)
    if call.operator_id == operator_id:
        raise NotListenable("own")
    own = calls_read.listening_of(person_id=UUID(actor.id))
    if own is not None and own.call_id != call.pk:
        raise ListensElsewhere
    if own is not None:
        _turn(call, own, mode, now)
        return own
    _make_room(call, mode, is_new=True)
    leg = calls.open_leg(
        leg_id=uuid4(), call_id=call.pk, kind=LegKind.LISTENER, address=address, now=now, name=actor.label,
        person_id=UUID(actor.id), mode=mode,
    )  # fmt: skip
    calls.instruct(
        call_id=call.pk, verb=Verb.DIAL_LISTENER, now=now, lane=leg.pk, patience=RING_TIME, leg_id=str(leg.pk)
    )
    _note(call, leg, "floor.listening.began", now)
    return leg


@transaction.atomic
def turn(*, call_id: UUID, person_id: UUID, mode: ListenMode, now: datetime) -> None:
    """Change who hears her. Raises CallUnknown, NotListenable, NotListening, RoomFull."""
    call = _conversation(call_id)
    _turn(call, _own_leg(call, person_id), mode, now)


@transaction.atomic
def leave(*, call_id: UUID, person_id: UUID, now: datetime) -> None:
    """She has heard enough. Raises NotListening."""
    call = calls_read.lock(call_id=call_id)
    if call is None:
        raise NotListening(str(call_id))
    _end(call, _own_leg(call, person_id), "left", now)


def end_all(*, call: Call, now: datetime) -> None:
    """The conversation is over, or goes on without its operator; whoever has locked the call tells the console."""
    for leg in calls_read.listeners(call_id=call.pk):
        _end(call, leg, "conversation-ended", now, tell=False)


def expire(*, now: datetime) -> None:
    """Whoever listens without a lease listens no longer."""
    for leg in calls_read.all_listeners():
        person_id = leg.person_id
        if person_id is None or not leases.holds(
            person_id=person_id, subject=Subject.CALL, subject_id=leg.call_id, now=now
        ):
            _end_one(leg, "lease-expired", now)


def fail(*, leg_id: UUID, now: datetime) -> None:
    """The carrier would not dial her, or not change who hears her: then nobody is to hear her at all."""
    leg = calls_read.leg(leg_id=leg_id)
    if leg is not None:
        _end_one(leg, "failed", now)


@transaction.atomic
def leg_report(*, leg: Leg, status: LegStatus, now: datetime) -> None:
    """Apply the carrier's word on her leg, in whatever order it comes."""
    call = calls_read.lock(call_id=leg.call_id)
    if call is None:
        return
    if status == LegStatus.RINGING:
        calls.move_leg(leg_id=leg.pk, to=LegState.RINGING, now=now)
    elif status == LegStatus.IN_PROGRESS:
        if calls.move_leg(leg_id=leg.pk, to=LegState.ANSWERED, now=now) and leg.mode != ListenMode.LISTEN:
            _tell(call)
    elif status in OVER and calls.move_leg(leg_id=leg.pk, to=LegState.ENDED, now=now, reason=status):
        _ended(call, leg, status, now, tell=True)


def voice_of(*, leg: Leg, operator_sid: str) -> Voice:
    """Return who is to hear her now, in the carrier's terms."""
    if leg.mode == ListenMode.BARGE:
        return EVERYBODY
    return Voice(heard_by=operator_sid) if leg.mode == ListenMode.COACH else Voice(is_muted=True)


def _conversation(call_id: UUID) -> Call:
    call = calls_read.lock(call_id=call_id)
    if call is None:
        raise calls_read.CallUnknown(str(call_id))
    if call.state not in CONVERSATION or call.operator_id is None:
        raise NotListenable("no-conversation")
    return call


def _own_leg(call: Call, person_id: UUID) -> Leg:
    own = [leg for leg in calls_read.listeners(call_id=call.pk) if leg.person_id == person_id]
    if not own:
        raise NotListening(str(call.pk))
    return own[0]


def _make_room(call: Call, mode: ListenMode, *, is_new: bool) -> None:
    """Raise RoomFull where one more would be too many; caller and operator are always there."""
    others = calls_read.open_legs(call_id=call.pk)
    listeners = [leg for leg in others if leg.kind == LegKind.LISTENER]
    if is_new and len(listeners) >= MOST_LISTENERS:
        raise RoomFull
    specialists = [leg for leg in others if leg.kind == LegKind.SPECIALIST]
    heard = 2 + len(specialists) + sum(leg.mode == ListenMode.BARGE for leg in listeners)
    if mode == ListenMode.BARGE and heard >= MOST_VOICES:
        raise RoomFull


def _turn(call: Call, leg: Leg, mode: ListenMode, now: datetime) -> None:
    before = leg.mode
    if before == mode:
        return
    _make_room(call, mode, is_new=False)
    if not calls.turn_listener(leg_id=leg.pk, mode=mode):
        return
    leg.mode = mode
    calls.instruct(call_id=call.pk, verb=Verb.SET_LISTENING, now=now, lane=leg.pk, leg_id=str(leg.pk))
    _note(call, leg, "floor.listening.turned", now, was=before)
    if leg.state == LegState.ANSWERED:
        _tell(call)


@transaction.atomic
def _end_one(leg: Leg, reason: str, now: datetime) -> None:
    call = calls_read.lock(call_id=leg.call_id)
    if call is not None:
        _end(call, leg, reason, now)


def _end(call: Call, leg: Leg, reason: str, now: datetime, *, tell: bool = True) -> None:
    """Her part is over from this instant; the carrier is told to end her leg, whatever it has come to."""
    if calls.move_leg(leg_id=leg.pk, to=LegState.ENDED, now=now, reason=reason):
        withdrawing.end_leg(call_id=call.pk, leg=leg, now=now)
        _ended(call, leg, reason, now, tell=tell)


def _ended(call: Call, leg: Leg, reason: str, now: datetime, *, tell: bool) -> None:
    _note(call, leg, "floor.listening.ended", now, reason=reason)
    if tell and leg.mode != ListenMode.LISTEN:
        _tell(call)


def _tell(call: Call) -> None:
    """The operator sees who coaches her and who has barged in; of silent listening she is told nothing."""
    if call.operator_id is not None and call.state in CONVERSATION:
        facts.tell_call(state=facts.step(operator_id=call.operator_id), fact=CallCoached, call=call)


def _note(call: Call, leg: Leg, verb: str, now: datetime, **details: object) -> None:
    operator = call.operator.name if call.operator else ""
    audit.note(
        actor=Actor(id=str(leg.person_id or ""), label=leg.name), company=call.tenant, verb=verb, now=now,
        call=str(call.pk), operator=operator, mode=leg.mode, **details,
    )  # fmt: skip
