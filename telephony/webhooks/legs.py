"""Callbacks about legs that we dialled, and about the room in which a conversation happens."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cc_saas.lib import clock
from cc_saas.lib.logs import note_call
from telephony.callflow import legs, rooms
from telephony.webhooks import parsing, receipts
from telephony.webhooks.doors import carrier_door, nothing


@carrier_door
def leg_status(request: HttpRequest, call_id: UUID, leg_id: UUID) -> HttpResponse:
    """POST /hooks/calls/{id}/legs/{leg}/: how the leg of an operator or a specialist fares."""
    note_call(call_id)
    status, sid = parsing.leg_status(request), request.POST["CallSid"]
    if status is None:
        return nothing()

    def work() -> str:
        legs.report(leg_id=leg_id, call_id=call_id, sid=sid, status=status, now=clock.now())
        return ""

    _take(request, "leg", sid, work)
    return nothing()


@carrier_door
def room_event(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """POST /hooks/calls/{id}/room/: who comes and goes in the conversation."""
    note_call(call_id)
    event, sid = parsing.word(request, "StatusCallbackEvent"), request.POST.get("CallSid", "")

    def work() -> str:
        rooms.report(
            call_id=call_id,
            event=event,
            sid=sid,
            room_sid=parsing.word(request, "ConferenceSid"),
            label=parsing.word(request, "ParticipantLabel"),
            status=parsing.word(request, "ParticipantCallStatus"),
            now=clock.now(),
        )
        return ""

    _take(request, f"room-{event}", sid, work)
    return nothing()


def _take(request: HttpRequest, kind: str, sid: str, work: Callable[[], str]) -> None:
    key = receipts.key_of(request, kind=kind, call_sid=sid)
    receipts.once(key=key, request=request, call_sid=sid, now=clock.now(), work=work)
