"""A caller arrives, hears the announcement, waits, leaves the queue: the doors that answer with a document."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from cc_saas.lib import clock
from cc_saas.lib.hot import Insert
from cc_saas.lib.logs import note_call
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import arrival, ending, fallback, self_service, speech, talking, waiting
from telephony.callflow.types import InboundCall, Line
from telephony.calls import selectors as calls_read
from telephony.calls.types import WITH_OPERATOR
from telephony.provider.documents import Document, HangUp
from telephony.provider.port import OVER
from telephony.provider.twilio.twiml import render
from telephony.webhooks import parsing, receipts
from telephony.webhooks.doors import carrier_door, nothing, twiml


@carrier_door
def arrives(request: HttpRequest) -> HttpResponse:
    """POST /hooks/voice/: somebody dials one of our numbers."""
    arriving = parsing.inbound_call(request, now=clock.now())
    line = arrival.line_dialled(arriving=arriving)
    if line is not None and line.is_down:
        return twiml(render(fallback.document(called=line.e164)))
    if line is None:
        return twiml(_once_arrived(request, arriving, render(arrival.unknown_number()), []))
    with in_tenant(line.schema), _one_transaction(line, arriving):
        decided = arrival.decide(line=line, now=arriving.at)
        note_call(decided.call_id)
        rows = arrival.rows(arrival=decided, arriving=arriving)
        return twiml(_once_arrived(request, arriving, render(decided.document), rows))


def _one_transaction(line: Line, arriving: InboundCall) -> AbstractContextManager[None]:
    """What a plain arrival writes is one statement, which needs no other; a menu may count a dial before."""
    return transaction.atomic() if arrival.has_menu(line=line, now=arriving.at) else nullcontext()


def _once_arrived(request: HttpRequest, arriving: InboundCall, answer: str, rows: list[Insert]) -> str:
    """Write down an arrival with its receipt; a second one gets the first one's answer."""
    sid = arriving.carrier_sid
    key = receipts.arrival_key(call_sid=sid)
    first = receipts.take(key=key, request=request, call_sid=sid, answer=answer, now=arriving.at, rows=rows)
    return first or answer


@carrier_door
def line_status(request: HttpRequest) -> HttpResponse:
    """POST /hooks/voice/status/: the carrier's last word on a caller's line."""
    status = parsing.leg_status(request)
    call = calls_read.call_of_carrier(carrier_sid=request.POST["CallSid"])
    if call is not None and status in OVER:
        note_call(call.pk)
        ending.line_ended(call_id=call.pk, now=clock.now())
    return nothing()


@carrier_door
def announced(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """POST /hooks/calls/{id}/announced/: the announcement has been heard."""
    return _once(
        request, "announced", call_id, lambda: self_service.announced(call_id=call_id, now=clock.now())
    )


@carrier_door
def waits(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """POST /hooks/calls/{id}/wait/: what does the caller hear next?"""
    return _once(
        request, "wait", call_id, lambda: waiting.heard_while_waiting(call_id=call_id, now=clock.now())
    )


@carrier_door
def left_queue(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """POST /hooks/calls/{id}/left-queue/: the caller hung up, or was taken out of the queue."""
    now, result = clock.now(), parsing.word(request, "QueueResult")

    def work() -> Document:
        if result == "hangup" or _is_over(request):
            ending.line_ended(call_id=call_id, now=now)
        return waiting.left_queue(call_id=call_id, result=result, now=now)

    return _once(request, "left-queue", call_id, work)


@carrier_door
def forwarded(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """POST /hooks/calls/{id}/forwarded/: the number that her queue had rung answered and is over, or did not answer."""
    now = clock.now()

    def work() -> Document:
        if _is_over(request):
            ending.line_ended(call_id=call_id, now=now)
            return [HangUp()]
        if parsing.was_taken(request):
            return [HangUp()]
        return waiting.after_forward(call_id=call_id, now=now)

    return _once(request, "forwarded", call_id, work)


@carrier_door
def left_room(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """POST /hooks/calls/{id}/left-room/: the caller has left the conversation, alive or not."""
    now = clock.now()

    def work() -> Document:
        if _is_over(request):
            ending.line_ended(call_id=call_id, now=now)
            return [HangUp()]
        return _after_room(call_id)

    return _once(request, "left-room", call_id, work)


@carrier_door
def holds(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """POST /hooks/calls/{id}/hold/: what does the caller hear on hold?"""
    return twiml([speech.hold_music()])


def _after_room(call_id: UUID) -> Document:
    """The room has ended under a caller who is still there: her operator is lost, or her specialist has hung up."""
    call = calls_read.live_call(call_id=call_id)
    if call is None:
        return [HangUp()]
    if call.state in WITH_OPERATOR:
        talking.leg_ends(call=call, now=clock.now())
    return waiting.after_conversation(call=call)


def _is_over(request: HttpRequest) -> bool:
    return parsing.leg_status(request) in OVER


def _once(request: HttpRequest, kind: str, call_id: UUID, work: Callable[[], Document]) -> HttpResponse:
    note_call(call_id)
    call_sid = request.POST["CallSid"]
    key = receipts.key_of(request, kind=kind, call_sid=call_sid)
    return twiml(
        receipts.once(
            key=key, request=request, call_sid=call_sid, now=clock.now(), work=lambda: render(work())
        )
    )
