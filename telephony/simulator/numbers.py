"""Telephone numbers: those that the account owns (kept on disk), those for sale, and where a number lies."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import phonenumbers

from .clock import Clock
from .ids import Sids


@dataclass(kw_only=True)
class Number:
    """An IncomingPhoneNumber; field names are those of the REST resource."""

    sid: str
    phone_number: str
    friendly_name: str
    date_created: str
    voice_url: str = ""
    voice_method: str = "POST"
    voice_fallback_url: str = ""
    voice_fallback_method: str = "POST"
    status_callback: str = ""
    status_callback_method: str = "POST"
    voice_caller_id_lookup: str = "false"
    sms_url: str = ""
    sms_method: str = "POST"
    sms_fallback_url: str = ""
    sms_fallback_method: str = "POST"
    voice_application_sid: str = ""
    trunk_sid: str = ""
    address_sid: str = ""
    bundle_sid: str = ""
    date_updated: str = ""


class NumberTaken(ValueError):
    """The number is owned already, or is no number (21422)."""


class Numbers:
    """The account's numbers, in the order they were bought."""

    def __init__(self, *, folder: Path, clock: Clock, sids: Sids) -> None:
        """Read what an earlier run kept."""
        self._file = folder / "numbers.json"
        self._clock = clock
        self._sids = sids
        self._numbers = {n.sid: n for n in self._read()}

    def all(self) -> list[Number]:
        """Every number owned."""
        return list(self._numbers.values())

    def get(self, sid: str) -> Number | None:
        """By sid."""
        return self._numbers.get(sid)

    def find(self, phone_number: str) -> Number | None:
        """By the number itself, E.164."""
        return next((n for n in self._numbers.values() if n.phone_number == phone_number), None)

    def buy(self, *, phone_number: str) -> Number:
        """Own a number. Raises NumberTaken."""
        if self.find(phone_number) or not is_e164(phone_number):
            raise NumberTaken(phone_number)
        number = Number(
            sid=self._sids.new("PN"),
            phone_number=phone_number,
            friendly_name=phone_number,
            date_created=self._stamp(),
        )
        self._numbers[number.sid] = number
        self.keep(number)
        return number

    def keep(self, number: Number) -> None:
        """Write a changed number to disk."""
        number.date_updated = self._stamp()
        self._write()

    def release(self, number: Number) -> None:
        """Give a number back."""
        self._numbers.pop(number.sid, None)
        self._write()

    def available(self, country: str, *, area_code: str = "", contains: str = "") -> list[str]:
        """Invented numbers of a country that are not owned, ten at most."""
        prefix = f"+{phonenumbers.country_code_for_region(country)}"
        base = _example(country)
        stem = (base[: len(prefix)] + area_code + base[len(prefix) + len(area_code) :])[:-3]
        made = (f"{stem}{n:03d}" for n in range(100, 999))
        wanted = contains.replace("*", "")
        return [n for n in made if wanted in n and self.find(n) is None][:10]

    def _stamp(self) -> str:
        return self._clock.now().isoformat()

    def _read(self) -> list[Number]:
        if not self._file.exists():
            return []
        return [Number(**row) for row in json.loads(self._file.read_text())]

    def _write(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._file.with_suffix(".new")
        draft.write_text(json.dumps([asdict(n) for n in self._numbers.values()], indent=1))
        draft.replace(self._file)


def is_e164(text: str) -> bool:
    """Whether it is a plus and 7 to 15 digits."""
    digits = text[1:]
    return text.startswith("+") and digits.isascii() and digits.isdigit() and 7 <= len(digits) <= 15


def country_of(text: str) -> str:
    """ISO country of a number, empty when unknown."""
    if not is_e164(text):
        return ""
    return phonenumbers.region_code_for_number(phonenumbers.parse(text)) or ""


def national(text: str) -> str:
    """How Twilio writes `to_formatted`: (415) 867-5309 in North America, else as it is."""
    if is_e164(text) and text.startswith("+1") and len(text) == 12:
        return f"({text[2:5]}) {text[5:8]}-{text[8:]}"
    return text


def international(text: str) -> str:
    """+7 495 000 01 42, for people."""
    if not is_e164(text):
        return text
    return phonenumbers.format_number(phonenumbers.parse(text), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def parse_stamp(text: str) -> datetime:
    """The instant of a stored date."""
    return datetime.fromisoformat(text)


def _example(country: str) -> str:
    number = phonenumbers.example_number(country)
    if number is None:
        return f"+{phonenumbers.country_code_for_region(country)}5550100"
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
