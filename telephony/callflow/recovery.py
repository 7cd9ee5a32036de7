"""An operator's leg was lost. The carrier was told to speak to the caller; here is what follows from its answer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from agents.presence import services as presence
from campaigns.records.types import EventKind
from cc_saas.lib import wake
from telephony.callflow import facts, history, lines, speech, waiting
from telephony.callflow.prompts import Prompt
from telephony.callflow.types import CallLost
from telephony.calls import selectors as calls_read
from telephony.calls import services as calls
from telephony.calls.models import Call
from telephony.calls.types import CallState
from telephony.provider.documents import Document
from telephony.queues import services as queues


def document(*, call: Call) -> Document:
    """Return what the caller hears: one moment, and her line rings again."""
    return [speech.prompt(Prompt.ONE_MOMENT, call.language), *waiting.wait_in_line(call_id=call.pk)]


@transaction.atomic
def caller_is_there(*, call_id: UUID, now: datetime) -> None:
    """The caller heard "one moment": she stands first, and the same operator is preferred for a while."""
    calls_read.lock(call_id=call_id)
    call = calls.move(call_id=call_id, to=CallState.WAITING, sources=[CallState.RECOVERING])
    line = lines.line_of(called=call.called) if call else None
    if call is None or line is None:
        return
    operator, operator_id = call.operator, call.operator_id
    queues.requeue(
        call_id=call.pk, queue_id=call.queue_id or line.queue_id, tenant_id=call.tenant_id, language=call.language,
        entered_at=call.queued_at or now, operator_id=operator_id, now=now,
    )  # fmt: skip
    calls.note(call_id=call.pk, operator_id=None, leg_id=None)
    name = operator.name if operator else ""
    history.write(call=call, kind=EventKind.OPERATOR_LOST, at=now, actor=name, operator=name)
    history.write(
        call=call, kind=EventKind.REQUEUED, at=now, queue=lines.queue_name(line=line, queue_id=call.queue_id)
    )
    if operator_id is not None:
        state = presence.release(operator_id=operator_id, call_id=call.pk, now=now)
        facts.tell(state=state, fact=CallLost, call=None, offer=None)
    wake.notify(calls.ROUTER)
