"""A keyholder switches her company's crisis on by telephone: the doors behind her keys.

Her code stands in no receipt: the body is kept without it, and the receipt's key is the step and never made of the body.
"""

from collections.abc import Callable, Collection

from django.http import HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters

from cc_saas.lib import clock
from telephony.callflow import arrival, keyholder
from telephony.callflow.types import Line
from telephony.provider.documents import Document
from telephony.provider.twilio.twiml import render
from telephony.webhooks import arriving, parsing, receipts
from telephony.webhooks.doors import carrier_door, twiml


@carrier_door
def asked(request: HttpRequest) -> HttpResponse:
    """POST /hooks/voice/keyholder/: does she want the switch? Where not, she arrives like everybody."""
    call = parsing.inbound_call(request, now=clock.now())
    line = arrival.line_dialled(arriving=call)
    key = f"keyholder:{call.carrier_sid}"
    if line is None or parsing.word(request, "Digits") != keyholder.STAR:
        return arriving.answer(request, call=call, line=line, key=key)
    return _once(request, key, lambda: keyholder.ask_code(line=line))


@carrier_door
@sensitive_post_parameters("Digits")
def keyed(request: HttpRequest, step: int) -> HttpResponse:
    """POST /hooks/voice/keyholder/code/{step}/: the code, or silence."""
    code = parsing.word(request, "Digits")
    call = parsing.inbound_call(request, now=clock.now())

    def work(line: Line) -> Document:
        return keyholder.code_keyed(
            line=line, caller=call.caller, carrier_sid=call.carrier_sid, code=code, step=step, now=call.at
        )

    return _on_her_line(request, f"keyholder-code:{call.carrier_sid}:{step}", work, hidden=("Digits",))


@carrier_door
def confirmed(request: HttpRequest) -> HttpResponse:
    """POST /hooks/voice/keyholder/confirmed/: 1 lets the crisis begin."""
    digits, sid, now = parsing.word(request, "Digits"), request.POST["CallSid"], clock.now()

    def work(line: Line) -> Document:
        return keyholder.confirmed(line=line, carrier_sid=sid, digits=digits, now=now)

    return _on_her_line(request, f"keyholder-confirmed:{sid}", work)


def _on_her_line(
    request: HttpRequest, key: str, work: Callable[[Line], Document], *, hidden: Collection[str] = ()
) -> HttpResponse:
    line = arrival.line_dialled(arriving=parsing.inbound_call(request, now=clock.now()))
    if line is None:
        return twiml(arrival.unknown_number())
    return _once(request, key, lambda: work(line), hidden=hidden)


def _once(
    request: HttpRequest, key: str, work: Callable[[], Document], *, hidden: Collection[str] = ()
) -> HttpResponse:
    answer = receipts.once(
        key=key, request=request, call_sid=request.POST["CallSid"], now=clock.now(), work=lambda: render(work()),
        hidden=hidden,
    )  # fmt: skip
    return twiml(answer)
