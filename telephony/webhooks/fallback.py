"""The doors that answer while PostgreSQL and Redis are away. They touch neither."""

from django.http import HttpRequest, HttpResponse

from cc_saas.lib import clock, phone
from telephony.callflow import fallback
from telephony.webhooks import parsing
from telephony.webhooks.doors import carrier_door, nothing, twiml


@carrier_door
def arrives(request: HttpRequest) -> HttpResponse:
    """POST /hooks/voice/fallback/: the voice URL could not answer."""
    return twiml(fallback.document(called=_called(request)))


@carrier_door
def taken(request: HttpRequest) -> HttpResponse:
    """POST /hooks/voice/fallback/voicemail/: what comes after the message?"""
    _keep(request)
    return twiml(fallback.thanks(called=_called(request)))


@carrier_door
def sound_ready(request: HttpRequest) -> HttpResponse:
    """POST /hooks/voice/fallback/recording/: the sound lies with the carrier."""
    if parsing.word(request, "RecordingStatus") in ("completed", ""):
        _keep(request)
    return nothing()


def _keep(request: HttpRequest) -> None:
    sid, duration = parsing.word(request, "RecordingSid"), parsing.whole(request, "RecordingDuration")
    called = _called(request)
    if not sid or duration == 0 or not called:
        return
    fallback.spool(
        message=fallback.Message(
            recording_sid=sid,
            call_sid=request.POST["CallSid"],
            caller=phone.normalise(request.POST.get("From", "")) or "",
            called=called,
            duration=duration,
            at=clock.now().isoformat(),
        )
    )


def _called(request: HttpRequest) -> str:
    return phone.normalise(request.POST.get("To", "")) or ""
