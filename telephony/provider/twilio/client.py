"""Twilio's REST API behind our port."""

import os
from functools import cache
from typing import Any

import requests
from django.conf import settings
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from telephony.provider.documents import Document
from telephony.provider.port import (
    EVERYBODY,
    DialedLeg,
    LegGone,
    LegStatus,
    NumberUrls,
    OwnedNumber,
    Voice,
)
from telephony.provider.twilio.errors import translated
from telephony.provider.twilio.twiml import ROOM_EVENTS, render

TIMEOUT = 5
"""Seconds for one request; the library's own default is for ever."""

LEG_EVENTS = ["initiated", "ringing", "answered", "completed"]
VOICE_METHOD = "POST"
FRIENDLY_NAME_LENGTH = 64


@cache
def carrier() -> "TwilioCarrier":
    """Return the process's carrier: Twilio, or whoever answers at TWILIO_API_BASE_URL."""
    return TwilioCarrier(
        account_sid=settings.TWILIO_ACCOUNT_SID,
        auth_token=settings.TWILIO_AUTH_TOKEN,
        base_url=settings.TWILIO_API_BASE_URL,
    )


class TwilioCarrier:
    """Fulfils port.Carrier. Safe to share between threads."""

    def __init__(self, *, account_sid: str, auth_token: str, base_url: str | None) -> None:
        if base_url:
            # With a base URL of our own the library would still weave these into the host.
            os.environ.pop("TWILIO_REGION", None)
            os.environ.pop("TWILIO_EDGE", None)
        self._client = Client(account_sid, auth_token, http_client=TwilioHttpClient(timeout=TIMEOUT))
        if base_url:
            self._client.api.base_url = base_url.rstrip("/")
        self._auth = (account_sid, auth_token)

    def dial_into(
        self, *, room: str, to: str, from_: str, label: str, ring_time: int, leg_url: str, room_url: str,
        ends_room: bool, voice: Voice = EVERYBODY,
    ) -> DialedLeg:  # fmt: skip
        """POST Participants, with our label and no sound of its own in the room."""
        with translated():
            made = self._client.conferences(room).participants.create(
                from_=from_,
                to=to,
                label=label,
                timeout=ring_time,
                beep="false",
                wait_url="",
                early_media=ends_room,
                start_conference_on_enter=True,
                end_conference_on_exit=ends_room,
                status_callback=leg_url,
                status_callback_event=LEG_EVENTS,
                conference_status_callback=room_url,
                conference_status_callback_event=ROOM_EVENTS.split(),
                **_said_of(voice),
            )
        return DialedLeg(sid=str(made.call_sid), room_sid=str(made.conference_sid))

    def find_leg(self, *, room: str, label: str) -> DialedLeg | None:
        """Look into each room of that name for our label."""
        with translated():
            rooms = self._client.conferences.list(friendly_name=room, limit=20)
        for found in rooms:
            leg = self._labelled(str(found.sid), label)
            if leg is not None:
                return leg
        return None

    def _labelled(self, room_sid: str, label: str) -> DialedLeg | None:
        try:
            with translated():
                leg = self._client.conferences(room_sid).participants(label).fetch()
        except LegGone:
            return None
        return DialedLeg(sid=str(leg.call_sid), room_sid=room_sid)

    def redirect(self, *, sid: str, document: Document) -> None:
        """POST Calls/{sid} with inline TwiML: no further request is needed before the caller hears it."""
        with translated():
            self._client.calls(sid).update(twiml=render(document))

    def end(self, *, sid: str) -> None:
        """POST Status=completed, which also ends a leg that still rings or is queued."""
        with translated():
            self._client.calls(sid).update(status="completed")

    def hold(self, *, room_sid: str, sid: str, music_url: str) -> None:
        """POST Participants/{sid} Hold=true."""
        with translated():
            participant = self._client.conferences(room_sid).participants(sid)
            participant.update(hold=True, hold_url=music_url, hold_method=VOICE_METHOD)

    def resume(self, *, room_sid: str, sid: str) -> None:
        """POST Participants/{sid} Hold=false."""
        with translated():
            self._client.conferences(room_sid).participants(sid).update(hold=False)

    def mute(self, *, room_sid: str, sid: str, muted: bool) -> None:
        """POST Participants/{sid} Muted."""
        with translated():
            self._client.conferences(room_sid).participants(sid).update(muted=muted)

    def let_hear(self, *, room_sid: str, sid: str, voice: Voice) -> None:
        """POST Participants/{sid} with Muted, Coaching and CallSidToCoach together: it is one change."""
        said = {"muted": voice.is_muted, "coaching": bool(voice.heard_by), **_said_of(voice)}
        with translated():
            self._client.conferences(room_sid).participants(sid).update(**said)

    def leave(self, *, room_sid: str, sid: str) -> None:
        """DELETE Participants/{sid}: her leg ends, the others stay in the room."""
        with translated():
            self._client.conferences(room_sid).participants(sid).delete()

    def status(self, *, sid: str) -> LegStatus:
        """GET Calls/{sid}. Raises LegGone where the carrier has never heard of it."""
        with translated():
            return LegStatus(str(self._client.calls(sid).fetch().status))

    def recording(self, *, sid: str) -> bytes:
        """GET Recordings/{sid}.wav. The library would decode the bytes as text, so this is asked by hand."""
        url = f"{self._client.api.base_url}/2010-04-01/Accounts/{self._auth[0]}/Recordings/{sid}.wav"
        with translated():
            answer = requests.get(url, auth=self._auth, timeout=TIMEOUT)
            answer.raise_for_status()
        return answer.content

    def find_number(self, *, e164: str) -> OwnedNumber | None:
        """GET IncomingPhoneNumbers?PhoneNumber=."""
        with translated():
            found = self._client.incoming_phone_numbers.list(phone_number=e164, limit=20)
        exact = [number for number in found if number.phone_number == e164]
        return OwnedNumber(sid=str(exact[0].sid), e164=e164) if exact else None

    def buy_number(self, *, e164: str) -> OwnedNumber:
        """POST IncomingPhoneNumbers."""
        with translated():
            bought = self._client.incoming_phone_numbers.create(phone_number=e164)
        return OwnedNumber(sid=str(bought.sid), e164=e164)

    def point_number(self, *, sid: str, urls: NumberUrls, name: str) -> None:
        """POST IncomingPhoneNumbers/{sid} with the voice, fallback and status URLs; 64 characters of a name at most."""
        with translated():
            self._client.incoming_phone_numbers(sid).update(
                friendly_name=name[:FRIENDLY_NAME_LENGTH],
                voice_url=urls.voice,
                voice_method=VOICE_METHOD,
                voice_fallback_url=urls.fallback,
                voice_fallback_method=VOICE_METHOD,
                status_callback=urls.status,
                status_callback_method=VOICE_METHOD,
            )

    def is_reachable(self) -> bool:
        """Ask for one number of ours."""
        try:
            with translated():
                self._client.incoming_phone_numbers.list(limit=1)
        except Exception:  # noqa: BLE001 (a probe: whatever it is, the carrier is not reachable)
            return False
        return True


def _said_of(voice: Voice) -> dict[str, Any]:
    """Return a voice in Twilio's parameters, those of a new participant; who is heard by everybody needs none."""
    if voice.heard_by:
        return {"coaching": True, "call_sid_to_coach": voice.heard_by}
    return {"muted": True} if voice.is_muted else {}
