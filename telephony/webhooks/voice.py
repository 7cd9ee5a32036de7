"""A caller arrives, hears the announcement, waits, leaves the queue: the doors that answer with a document."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cc_saas.lib import clock
from cc_saas.lib.logs import note_call
from telephony.callflow import arrival, ending, fallback, keyholder, self_service, speech, talking, waiting
from telephony.calls import selectors as calls_read
from telephony.calls.types import WITH_OPERATOR
from telephony.provider.documents import Document, HangUp
from telephony.provider.port import OVER
from telephony.provider.twilio.twiml import render
from telephony.webhooks import arriving, parsing, receipts
from telephony.webhooks.doors import carrier_door, nothing, twiml


@carrier_door
def arrives(request: HttpRequest) -> HttpResponse:
    """POST /hooks/voice/: somebody dials one of our numbers."""
    call = parsing.inbound_call(request, now=clock.now())
    line = arrival.line_dialled(arriving=call)
    if line is not None and line.is_down:
        return twiml(render(fallback.document(called=line.e164)))
    key = receipts.arrival_key(call_sid=call.carrier_sid)
    offer = keyholder.offer(line=line, caller=call.caller, now=call.at) if line is not None else None
    if offer is not None:
        return _once_named(request, key, lambda: offer)
    return arriving.answer(request, call=call, line=line, key=key)


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
    return _once_named(request, receipts.key_of(request, kind=kind, call_sid=request.POST["CallSid"]), work)


def _once_named(request: HttpRequest, key: str, work: Callable[[], Document]) -> HttpResponse:
    answer = receipts.once(
        key=key, request=request, call_sid=request.POST["CallSid"], now=clock.now(), work=lambda: render(work())
    )  # fmt: skip
    return twiml(answer)
