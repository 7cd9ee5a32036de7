"""Whether a number is fit to be dialled, by the number alone. Pure.

Kinds of numbers and emergency numbers are those of Google's metadata (phonenumbers). A number of ours is always
written in full (E.164), so an emergency number is one that is nothing else: +33 1 5... is Paris, not the 15.
"""

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType, shortnumberinfo

from telephony.dialing.types import OWN_PEOPLE, DialRefusal, Purpose, Rules

DEAR = frozenset(
    {
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PERSONAL_NUMBER,
        PhoneNumberType.PAGER,
        PhoneNumberType.VOICEMAIL,
        PhoneNumberType.UAN,
    }
)
"""Kinds for which the caller pays more than for a call; "personal" numbers are the British +44 70."""

IN_HOUSE = "client:"
"""The page of one of our operators: no telephone network, nothing to pay."""

BY_NAME = "sip:"
"""A telephone of an operator, named by whoever runs the house."""


def refusal(*, number: str, caller_id: str, purpose: Purpose, rules: Rules) -> DialRefusal | None:
    """Return why a number (E.164, or an operator's own address) may not be dialled with this caller id, or None."""
    if not is_telephone(number):
        return None if purpose in OWN_PEOPLE else DialRefusal.MALFORMED
    if caller_id not in rules.own_numbers:
        return DialRefusal.CALLER_ID
    # An operator may live anywhere: her number was written by the house, not by a company or a caller.
    return of_number(number=number, countries=None if purpose in OWN_PEOPLE else rules.countries)


def of_number(*, number: str, countries: frozenset[str] | None) -> DialRefusal | None:
    """Return why a number is unfit, whoever rings it; `countries` None allows every country."""
    if _is_emergency_as_written(number, countries or frozenset()):
        return DialRefusal.EMERGENCY
    parsed = _parsed(number)
    if parsed is None:
        return DialRefusal.MALFORMED
    country = _country(parsed)
    national = phonenumbers.national_significant_number(parsed)
    if country and shortnumberinfo.is_emergency_number(national, country):
        return DialRefusal.EMERGENCY
    if not phonenumbers.is_possible_number(parsed):
        return DialRefusal.MALFORMED
    if phonenumbers.number_type(parsed) in DEAR:
        return DialRefusal.PREMIUM
    if countries is not None and country not in countries:
        return DialRefusal.COUNTRY
    return None


def is_telephone(address: str) -> bool:
    """Whether an address leads into the telephone network, where it costs and may be anybody's."""
    return not address.startswith((IN_HOUSE, BY_NAME))


def _parsed(number: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(number, None) if number.startswith("+") else None
    except phonenumbers.NumberParseException:
        return None


def _country(parsed: PhoneNumber) -> str:
    """ISO 3166, "001" for numbers of no country; that of most of its numbers where a code is shared."""
    found: str | None = phonenumbers.region_code_for_number(parsed)
    return found or str(phonenumbers.region_code_for_country_code(parsed.country_code or 0))


def _is_emergency_as_written(number: str, countries: frozenset[str]) -> bool:
    """112, 911 or a country's own, with or without a plus that does not belong there."""
    digits = number.removeprefix("+")
    return any(shortnumberinfo.is_emergency_number(digits, country) for country in countries | {"GB", "US"})
