"""The carrier's words translated into ours. Nothing that it may send makes this fail."""

from datetime import datetime

from django.http import HttpRequest

from cc_saas.lib import phone
from telephony.callflow.types import InboundCall
from telephony.ivr.inputs import Input, Pressed, Silent, Spoke
from telephony.provider.port import LegStatus


def inbound_call(request: HttpRequest, *, now: datetime) -> InboundCall:
    """Read an arriving call. A caller that is no number (anonymous, client:, rubbish) counts as withheld."""
    return InboundCall(
        carrier_sid=request.POST["CallSid"],
        caller=phone.normalise(request.POST.get("From", "")) or "",
        called=phone.normalise(request.POST.get("To", "")) or "",
        at=now,
    )


def leg_status(request: HttpRequest) -> LegStatus | None:
    """Read what has become of a leg, or None for a word that we do not know."""
    try:
        return LegStatus(request.POST.get("CallStatus", ""))
    except ValueError:
        return None


def was_taken(request: HttpRequest) -> bool:
    """Whether a number that was rung for a caller has answered."""
    return word(request, "DialCallStatus") in ("completed", "answered")


def menu_input(request: HttpRequest) -> Input:
    """Read what a caller did in a menu. Nothing pressed and nothing said is silence; keys come before words."""
    digits, words = word(request, "Digits"), request.POST.get("SpeechResult", "").replace("\0", "")[:300]
    if digits:
        return Pressed(digits)
    return Spoke(words) if words.strip() else Silent()


def whole(request: HttpRequest, name: str) -> int:
    """Read a number of seconds; 0 for what is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def word(request: HttpRequest, name: str) -> str:
    """Read a short text. PostgreSQL takes no NUL."""
    return request.POST.get(name, "").replace("\0", "")[:64]
