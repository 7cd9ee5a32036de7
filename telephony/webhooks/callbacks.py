"""A caller who waits, or whom a menu has brought here, would rather be called back: the doors behind her keys."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cc_saas.lib import clock
from cc_saas.lib.logs import note_call
from telephony.callflow import callback_asked, menu
from telephony.provider.documents import Document
from telephony.provider.twilio.twiml import render
from telephony.webhooks import parsing, receipts
from telephony.webhooks.doors import carrier_door, twiml


@carrier_door
def asked(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """POST /hooks/calls/{id}/callback/: would she rather be called back?"""
    digits = parsing.word(request, "Digits")
    return _once(
        request,
        "callback",
        call_id,
        lambda: callback_asked.wanted(call_id=call_id, digits=digits, now=clock.now()),
    )


@carrier_door
def begun(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """POST /hooks/calls/{id}/callback/begun/: the menu has brought her here."""
    now = clock.now()
    return _once(request, "callback-begun", call_id, lambda: callback_asked.begun(call_id=call_id, now=now))


@carrier_door
def keyed(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """POST /hooks/calls/{id}/callback/keyed/: the number at which she wants to be called."""
    digits = parsing.word(request, "Digits")
    return _once(
        request,
        "callback-keyed",
        call_id,
        lambda: callback_asked.keyed(call_id=call_id, digits=digits, now=clock.now()),
    )


@carrier_door
def confirmed(request: HttpRequest, call_id: UUID, number: str) -> HttpResponse:
    """POST /hooks/calls/{id}/callback/numbers/{digits}/: is the number right that was read to her?"""
    digits, now = parsing.word(request, "Digits"), clock.now()
    return _once(
        request, "callback-number", call_id,
        lambda: callback_asked.confirmed(call_id=call_id, number=f"+{number}", digits=digits, now=now),
    )  # fmt: skip


def _once(
    request: HttpRequest, kind: str, call_id: UUID, work: Callable[[], Document | None]
) -> HttpResponse:
    note_call(call_id)
    call_sid = request.POST["CallSid"]
    answer = receipts.once(
        key=receipts.key_of(request, kind=kind, call_sid=call_sid), request=request, call_sid=call_sid,
        now=clock.now(), work=lambda: render(work() or menu.no_callback(call_id=call_id, now=clock.now())),
    )  # fmt: skip
    return twiml(answer)
