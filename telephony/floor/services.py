"""What a supervisor may do. Each act is written into the audit with the commit that does it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from agents.presence import notes
from agents.presence.models import Note, OperatorState
from agents.presence.types import State
from agents.roster import selectors as roster
from cc_saas.lib import wake
from cc_saas.lib.push import Audience, ConsolesAudience, OperatorAudience, push_on_commit
from telephony.callflow import duty, shifting
from telephony.callflow.types import NoteChanged
from telephony.calls import services as calls
from telephony.numbers import services as numbers
from tenants.audit import services as audit
from tenants.audit.services import Actor
from tenants.directory.models import Tenant


@transaction.atomic
def set_state(*, actor: Actor, operator_id: UUID, state: State, reason: str, now: datetime) -> OperatorState:
    """Change an operator's state; in a call it applies after it. READY also forgets her missed offers.

    Raises OperatorUnknown, StateNotAsked.
    """
    operator = roster.access_operator(operator_id=operator_id)
    changed = duty.order(operator_id=operator.pk, state=state, now=now, reason=reason)
    audit.note(
        actor=actor, company=None, verb="floor.operator.state", now=now, operator=operator.name, state=state,
        reason=reason,
    )  # fmt: skip
    return changed


@transaction.atomic
def answer_hand(*, actor: Actor, operator_id: UUID, now: datetime) -> None:
    """Tell an operator who asks for help that it comes. Raises OperatorUnknown."""
    operator = roster.access_operator(operator_id=operator_id)
    if duty.hand(operator_id=operator.pk, is_up=False, now=now) is not None:
        audit.note(actor=actor, company=None, verb="floor.hand.answered", now=now, operator=operator.name)


@transaction.atomic
def move_call(*, actor: Actor, call_id: UUID, queue_id: int, now: datetime) -> int | None:
    """Let a waiting caller stand in another queue of the same company; returns the one in which she stood.

    Raises CallUnknown, QueueUnknown, NotWaiting.
    """
    company, before = shifting.move(call_id=call_id, queue_id=queue_id, now=now)
    _note_call(actor, company, "floor.call.moved", call_id, now, queue=queue_id, was=before)
    return before


@transaction.atomic
def give_call(*, actor: Actor, call_id: UUID, operator_id: UUID, now: datetime) -> None:
    """Put a waiting caller first, for one operator who is ready. Raises CallUnknown, OperatorUnknown, NotWaiting."""
    operator = roster.access_operator(operator_id=operator_id)
    company = shifting.give(call_id=call_id, operator_id=operator.pk, now=now)
    _note_call(actor, company, "floor.call.given", call_id, now, operator=operator.name)


@transaction.atomic
def send_note(*, actor: Actor, text: str, operator_id: UUID | None, now: datetime) -> Note:
    """Send a few words to one operator, or (None) to everybody on duty. Raises OperatorUnknown."""
    if operator_id is not None:
        roster.access_operator(operator_id=operator_id)
    note = notes.write_note(text=text, author=actor.label, operator_id=operator_id, now=now)
    shown = {"id": note.pk, "text": note.text, "author": note.author, "at": note.at}
    push_on_commit(audience=_readers(note), event=NoteChanged(as_of=now, as_={"note": shown}))
    to = str(operator_id) if operator_id else "all"
    audit.note(actor=actor, company=None, verb="floor.note.sent", now=now, to=to, text=text)
    return note


@transaction.atomic
def take_back_note(*, actor: Actor, note_id: UUID, now: datetime) -> None:
    """Remove a note that should not have been sent. Raises NoteUnknown."""
    note = notes.take_back_note(note_id=note_id)
    push_on_commit(audience=_readers(note), event=NoteChanged(as_of=now, as_={"note": None}))
    audit.note(actor=actor, company=None, verb="floor.note.taken_back", now=now, text=note.text)


@transaction.atomic
def put_centre_down(*, actor: Actor, now: datetime) -> None:
    """From the next call on every number is answered by its fallback document."""
    if numbers.put_centre_down(author=actor.label, now=now):
        audit.note(actor=actor, company=None, verb="floor.centre.down", now=now)


@transaction.atomic
def bring_centre_back(*, actor: Actor, now: datetime) -> None:
    """Answer every number as always."""
    if numbers.bring_centre_back():
        audit.note(actor=actor, company=None, verb="floor.centre.back", now=now)
        wake.notify(calls.ROUTER)


def _readers(note: Note) -> Audience:
    return OperatorAudience(note.operator_id) if note.operator_id else ConsolesAudience()


def _note_call(
    actor: Actor, company: Tenant, verb: str, call_id: UUID, now: datetime, **details: object
) -> None:
    audit.note(actor=actor, company=company, verb=verb, now=now, call=str(call_id), **details)
