"""What a menu may never do, whoever drew it: ring an emergency or premium number, ask an address that is none. Pure.

The address itself is looked up when it is asked (cc_saas.lib.outward): what a name leads to may change.
"""

from urllib.parse import urlsplit

import phonenumbers
from phonenumbers import PhoneNumberType, shortnumberinfo

DEAR = frozenset(
    {
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PAGER,
        PhoneNumberType.VOICEMAIL,
        PhoneNumberType.UAN,
    }
)


def is_safe_number(*, number: str, countries: frozenset[str]) -> bool:
    """Return whether callers may be put through to a number (E.164): an ordinary one, in a country of the company's own."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return False
    if not number.startswith("+") or not phonenumbers.is_possible_number(parsed):
        return False
    country = phonenumbers.region_code_for_number(parsed) or phonenumbers.region_code_for_country_code(
        parsed.country_code or 0
    )
    national = phonenumbers.national_significant_number(parsed)
    emergency = shortnumberinfo.connects_to_emergency_number(national, country)
    return country in countries and not emergency and phonenumbers.number_type(parsed) not in DEAR


def is_safe_url(url: str) -> bool:
    """Return whether an address may be asked at all: https, a host with a name, no user and no other port."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    named = bool(parts.hostname) and "." in str(parts.hostname)
    return parts.scheme == "https" and named and parts.username is None and port in (None, 443)
