"""Content-Security-Policy: everything from our own origin, and the few origins that a call needs."""

from typing import Any
from urllib.parse import urlsplit

TWILIO_CONNECT = ["wss://voice-js.roaming.twilio.com", "wss://*.twilio.com", "https://eventgw.twilio.com"]
TWILIO_MEDIA = ["https://sdk.twilio.com"]


def origin(url: str) -> str:
    """Scheme, host and port of a URL: what a policy can name."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def websocket_origin(url: str) -> str:
    return origin(url).replace("http", "ws", 1)


def policy(*, ws_url: str, softphone: str, carrier_url: str) -> dict[str, Any]:
    """The directives for the pages of one installation."""
    connect = ["'self'", origin(ws_url)]
    media = ["'self'", "blob:"]
    if softphone == "twilio":
        connect += TWILIO_CONNECT
        media += TWILIO_MEDIA
    if softphone == "simulator" and carrier_url:
        connect += [origin(carrier_url), websocket_origin(carrier_url)]
    return {
        "DIRECTIVES": {
            "default-src": ["'self'"],
            # Tabler draws its check marks as data: images.
            "img-src": ["'self'", "data:"],
            "connect-src": connect,
            "media-src": media,
            "object-src": ["'none'"],
            "frame-src": ["'none'"],
            "frame-ancestors": ["'none'"],
            "base-uri": ["'none'"],
            "form-action": ["'self'"],
        }
    }
