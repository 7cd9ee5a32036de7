"""What a menu may never do, whoever drew it: ring an emergency or premium number, ask an address that is none. Pure.

The address itself is looked up when it is asked (cc_saas.lib.outward): what a name leads to may change.
"""

from urllib.parse import urlsplit

from telephony.dialing.safety import of_number


def is_safe_number(*, number: str, countries: frozenset[str]) -> bool:
    """Return whether callers may be put through to a number (E.164): an ordinary one, in a country of the company's own."""
    return of_number(number=number, countries=countries) is None


def is_safe_url(url: str) -> bool:
    """Return whether an address may be asked at all: https, a host with a name, no user and no other port."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    named = bool(parts.hostname) and "." in str(parts.hostname)
    return parts.scheme == "https" and named and parts.username is None and port in (None, 443)
