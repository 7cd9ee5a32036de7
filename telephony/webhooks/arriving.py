"""How an arrival is answered, whichever door it comes to: decided, written with its receipt, and the same the second time."""

from contextlib import AbstractContextManager, nullcontext

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from cc_saas.lib.hot import Insert
from cc_saas.lib.logs import note_call
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import arrival
from telephony.callflow.types import InboundCall, Line
from telephony.provider.twilio.twiml import render
from telephony.webhooks import receipts
from telephony.webhooks.doors import twiml


def answer(request: HttpRequest, *, call: InboundCall, line: Line | None, key: str) -> HttpResponse:
    """Answer a caller of this line; `key` names the delivery."""
    if line is None:
        return _once(request, call, key, render(arrival.unknown_number()), [])
    with in_tenant(line.schema), _one_transaction(line, call):
        decided = arrival.decide(line=line, now=call.at)
        note_call(decided.call_id)
        rows = arrival.rows(arrival=decided, arriving=call)
        return _once(request, call, key, render(decided.document), rows)


def _one_transaction(line: Line, call: InboundCall) -> AbstractContextManager[None]:
    """What a plain arrival writes is one statement, which needs no other; a menu may count a dial before."""
    return transaction.atomic() if arrival.has_menu(line=line, now=call.at) else nullcontext()


def _once(request: HttpRequest, call: InboundCall, key: str, text: str, rows: list[Insert]) -> HttpResponse:
    """Write down an arrival with its receipt; a second one gets the first one's answer."""
    sid = call.carrier_sid
    first = receipts.take(key=key, request=request, call_sid=sid, answer=text, now=call.at, rows=rows)
    return twiml(first or text)
