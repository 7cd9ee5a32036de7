"""Voicemail: the message has been taken, and its sound can be fetched."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from cc_saas.lib import clock
from cc_saas.lib.logs import note_call
from telephony.callflow import voicemail, whose
from telephony.webhooks import parsing, receipts
from telephony.webhooks.doors import carrier_door, nothing, twiml


@carrier_door
def taken(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """POST /hooks/calls/{id}/voicemail/: what comes after the message?"""
    note_call(call_id)
    _keep(request, call_id)
    return twiml(voicemail.thanks(language=whose.language_of(call_id=call_id)))


@carrier_door
def sound_ready(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """POST /hooks/calls/{id}/voicemail/recording/: the sound of the message lies with the carrier."""
    note_call(call_id)
    if parsing.word(request, "RecordingStatus") in ("completed", ""):
        _keep(request, call_id)
    return nothing()


def _keep(request: HttpRequest, call_id: UUID) -> None:
    """Both doors bring the same message; whichever comes first is believed, and an empty one is none."""
    sid, duration = parsing.word(request, "RecordingSid"), parsing.whole(request, "RecordingDuration")
    company = whose.company_of(call_id=call_id)
    if company is None or not sid or duration == 0:
        return
    now = clock.now()

    def work() -> str:
        voicemail.taken(tenant=company, call_id=call_id, recording_sid=sid, duration=duration, now=now)
        return ""

    receipts.once(
        key=f"voicemail:{sid}", request=request, call_sid=request.POST["CallSid"], now=now, work=work
    )
