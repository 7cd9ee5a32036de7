"""What a caller does in the company's menu: the doors behind every step of it.

A step is answered once, whatever token a delivery has: the second one, late or in another order, gets the first answer.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cc_saas.lib import clock
from cc_saas.lib.logs import note_call
from telephony.callflow import company_address, ending, menu
from telephony.ivr.inputs import CameBack, Input, Refusal
from telephony.provider.documents import HangUp
from telephony.provider.port import OVER
from telephony.provider.twilio.twiml import render
from telephony.webhooks import parsing, receipts
from telephony.webhooks.doors import carrier_door, twiml


@carrier_door
def answered(request: HttpRequest, call_id: UUID, step: int) -> HttpResponse:
    """POST /hooks/calls/{id}/menu/{step}/: keys, words, silence, or what was said has been heard."""
    return _once(request, call_id, step, parsing.menu_input(request))


@carrier_door
def checked(request: HttpRequest, call_id: UUID, step: int) -> HttpResponse:
    """POST /hooks/calls/{id}/menu/{step}/checked/: the company's own address is asked, outside of any transaction."""
    note_call(call_id)
    before = receipts.answered_before(key=_key(call_id, step))
    if before is not None:
        return twiml(before)
    return _once(request, call_id, step, company_address.ask(call_id=call_id, step=step))


@carrier_door
def forwarded(request: HttpRequest, call_id: UUID, step: int) -> HttpResponse:
    """POST /hooks/calls/{id}/menu/{step}/forwarded/: the number that was rung answered and is over, or did not answer."""
    if parsing.leg_status(request) in OVER:
        ending.line_ended(call_id=call_id, now=clock.now())
        return twiml([HangUp()])
    if parsing.was_taken(request):
        return twiml([HangUp()])
    return _once(request, call_id, step, CameBack(Refusal.UNANSWERED))


def _once(request: HttpRequest, call_id: UUID, step: int, given: Input) -> HttpResponse:
    note_call(call_id)
    now = clock.now()
    answer = receipts.once(
        key=_key(call_id, step), request=request, call_sid=request.POST["CallSid"], now=now,
        work=lambda: render(menu.go_on(call_id=call_id, step=step, given=given, now=now)),
    )  # fmt: skip
    return twiml(answer)


def _key(call_id: UUID, step: int) -> str:
    return f"menu:{call_id}:{step}"
