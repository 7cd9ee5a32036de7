"""Phone numbers: kept as E.164, shown in the international form."""

import re
from typing import NewType

import phonenumbers
from phonenumbers import timezone

E164 = NewType("E164", str)

FORM = re.compile(r"\+[1-9][0-9]{4,14}")


def normalise(raw: str, region: str | None = None) -> E164 | None:
    """A number in E.164, or None for what is none ("anonymous", rubbish). `region` (ISO 3166) reads national forms."""
    text = raw.strip()[:40]
    if FORM.fullmatch(text):
        return E164(text)
    try:
        parsed = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return E164(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def international(number: str) -> str:
    """As people read it: `+7 495 000-01-42`. What cannot be parsed is returned as it is."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def dialled_digits(number: str, country: str | None) -> str:
    """The digits as people of `country` (ISO 3166) would dial them, for reading aloud: national at home, else in full."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return "".join(filter(str.isdigit, number))
    at_home = country is not None and country_of(number) == country
    form = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.E164
    return "".join(filter(str.isdigit, phonenumbers.format_number(parsed, form)))


def countries() -> frozenset[str]:
    """Return every country (ISO 3166) that has telephone numbers."""
    return frozenset(phonenumbers.SUPPORTED_REGIONS)


def country_of(number: str) -> str | None:
    """ISO 3166 code of the number's country, None where it has none or is unknown."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return None
    return (
        phonenumbers.region_code_for_number(parsed)
        or phonenumbers.region_code_for_country_code(parsed.country_code or 0).replace("ZZ", "")
        or None
    )


def zone_of(number: str) -> str | None:
    """The IANA time zone of a number whose country has one; None where it could be in several."""
    try:
        zones = timezone.time_zones_for_number(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        return None
    return zones[0] if len(zones) == 1 and zones[0] != timezone.UNKNOWN_TIMEZONE else None
