"""Access tokens for the softphone of the console."""

from django.conf import settings
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant

LIFE_TIME = 3600
"""Seconds; the softphone asks for a new one before the end."""


def voice_token(*, identity: str) -> str:
    """Return a signed token (JWT, HS256 with the API key's secret) that lets a softphone be called as `identity`."""
    token = AccessToken(
        settings.TWILIO_ACCOUNT_SID,
        settings.TWILIO_API_KEY_SID,
        settings.TWILIO_API_KEY_SECRET,
        identity=identity,
        ttl=LIFE_TIME,
    )
    token.add_grant(VoiceGrant(incoming_allow=True))
    return str(token.to_jwt())
