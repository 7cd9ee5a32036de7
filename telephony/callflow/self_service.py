"""Stage 2: what the line says by itself before anybody is asked: the company's announcement."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from campaigns.records import selectors as records
from campaigns.records.types import EventKind
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import addresses, history, lines, serving, speech, voicemail, waiting
from telephony.callflow.types import Line
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.calls.types import CallState
from telephony.provider.documents import Document, GoTo, HangUp
from telephony.queues import services as queues


def announcement_document(*, call_id: UUID, line: Line) -> Document | None:
    """Return the announcement of the company, or None where it has none."""
    words = lines.greeting_of(schema=line.schema, language=line.language)
    spoken = speech.announcement(words) if words else None
    return [spoken, GoTo(addresses.announced(call_id))] if spoken else None


def announced(*, call_id: UUID, now: datetime) -> Document:
    """The announcement has been heard: the caller goes on to wait, or to leave a message.

    Asked twice, the answer is the same and the caller has one place.
    """
    call = calls_read.live_call(call_id=call_id)
    if call is None:
        return [HangUp()]
    if call.state == CallState.ARRIVED:
        call = _go_on(call, now)
    if call.state == CallState.VOICEMAIL:
        return voicemail.document(call_id=call.pk, language=call.language)
    return waiting.wait_in_line(call_id=call.pk)


@transaction.atomic
def _go_on(call: Call, now: datetime) -> Call:
    calls_read.lock(call_id=call.pk)
    line = lines.line_of(called=call.called)
    line_queue = line.queue_id if line else None
    if not serving.may_wait(tenant_id=call.tenant_id, queue_id=line_queue or 0, now=now):
        return voicemail.offer(call=call, now=now) or call
    moved = calls.move(
        call_id=call.pk,
        to=CallState.WAITING,
        sources=[CallState.ARRIVED],
        queued_at=now,
        queue_id=line_queue,
    )
    if moved is None or line is None:
        return call
    with in_tenant(call.tenant):
        queues.enqueue(
            call_id=call.pk, queue_id=line.queue_id, tenant_id=call.tenant_id, language=call.language, now=now,
            last_operator=records.last_operator(caller=call.caller),
        )  # fmt: skip
    history.write(call=moved, kind=EventKind.QUEUED, at=now, queue=line.queue_name)
    return moved
