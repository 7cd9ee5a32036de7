"""Nobody is on duty: the caller is asked to leave a message, and the company finds it in its list."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from campaigns.records import services as records
from campaigns.records.types import EventKind
from campaigns.reports import services as reports
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import addresses, history, speech, withdrawing
from telephony.callflow.prompts import Prompt
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.calls.types import CallState, Verb
from telephony.provider.documents import Document, HangUp, Record
from telephony.queues import services as queues
from tenants.directory.models import Tenant

DAY = 24 * 3600


def document(*, call_id: UUID, language: str, invited: bool = False) -> Document:
    """Return the invitation, the tone and the recording; `invited` by the company's own words she needs no other."""
    invitation = [] if invited else [speech.prompt(Prompt.VOICEMAIL_INVITATION, language)]
    return [
        *invitation,
        Record(taken_url=addresses.voicemail_taken(call_id), ready_url=addresses.voicemail_ready(call_id)),
        HangUp(),
    ]


@transaction.atomic
def offer(*, call: Call, now: datetime) -> Call | None:
    """Take a caller whom nobody can answer out of the queue. None when somebody answered meanwhile."""
    calls_read.lock(call_id=call.pk)
    moved = calls.move(
        call_id=call.pk, to=CallState.VOICEMAIL, sources=[CallState.ARRIVED, CallState.WAITING]
    )
    if moved is None:
        return None
    # The place first: a router that is offering it at this instant is waited for, and its offer is seen then.
    queues.leave(call_id=call.pk)
    withdrawing.cancel(call=moved, now=now)
    history.write(call=moved, kind=EventKind.VOICEMAIL_OFFERED, at=now)
    return moved


def interrupt_waiting(*, call: Call, now: datetime) -> None:
    """The last operator went off duty while the caller waits: the router asks the carrier to change what she hears."""
    moved = offer(call=call, now=now)
    if moved is not None:
        calls.instruct(call_id=moved.pk, verb=Verb.VOICEMAIL, now=now)


def thanks(*, language: str) -> Document:
    """Return what follows a message."""
    return [speech.prompt(Prompt.VOICEMAIL_THANKS, language), HangUp()]


@transaction.atomic
def taken(*, tenant: Tenant, call_id: UUID, recording_sid: str, duration: int, now: datetime) -> None:
    """A message was left: note it, and have its sound fetched. Told twice, or after the end, it is kept once.

    The end of the line is told at the same instant: without the lock each would miss what the other writes, and a
    call with a message would count as missed.
    """
    calls_read.lock(call_id=call_id)
    with in_tenant(tenant):
        if not records.leave_voicemail(
            call_id=call_id, recording_sid=recording_sid, duration=duration, now=now
        ):
            return
        reports.fold(call_id=call_id)  # nothing while it is open; a closed call was MISSED until now
    calls.instruct(
        call_id=call_id, verb=Verb.FETCH_RECORDING, now=now, patience=DAY,
        recording_sid=recording_sid, tenant_id=tenant.pk,
    )  # fmt: skip
