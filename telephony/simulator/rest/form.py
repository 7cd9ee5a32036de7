"""Parameters of a REST request: strict about values, loud about names that do not exist."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from aiohttp import web
from multidict import MultiDict, MultiDictProxy

from telephony.simulator.exchange import Exchange
from telephony.simulator.types import CallbackPlan

from .errors import RestError, bad_value

UNKNOWN_PARAMETER = 20001
INVALID_URL = 21205
INVALID_METHOD = 21206
# Taken without an effect; a notice in the journal says so.
NOT_SIMULATED = frozenset(
    [
        "SendDigits",
        "Record",
        "MachineDetection",
        "AsyncAmd",
        "ApplicationSid",
        "Byoc",
        "ConferenceRecord",
        "VoiceApplicationSid",
        "TrunkSid",
    ]
)
CALL_EVENTS = frozenset({"initiated", "ringing", "answered", "completed"})


class Form:
    """The parameters, with one reader per type."""

    def __init__(self, data: "MultiDictProxy[str] | MultiDict[str]") -> None:
        """Wrap them."""
        self._data = data

    def __contains__(self, name: str) -> bool:
        """Whether it was sent, even empty."""
        return name in self._data

    def __iter__(self) -> Iterator[str]:
        """The names that were sent."""
        return iter(self._data)

    def text(self, name: str, default: str = "") -> str:
        """A string."""
        return str(self._data.get(name, default))

    def required(self, name: str, code: int) -> str:
        """A string that must be there. Raises RestError with the code."""
        value = self.text(name)
        if not value:
            raise RestError(400, code, f"'{name}' is required")
        return value

    def many(self, name: str) -> list[str]:
        """Repeated values; Twilio also takes them separated by spaces."""
        return [part for value in self._data.getall(name, []) for part in str(value).split()]

    def flag(self, name: str, *, default: bool = False) -> bool:
        """true or false. Raises RestError."""
        value = self.text(name, str(default)).lower()
        if value not in ("true", "false"):
            raise bad_value(name, value)
        return value == "true"

    def number(self, name: str, default: int, *, least: int = 0, most: int = 1_000_000) -> int:
        """An integer within limits. Raises RestError."""
        value = self.text(name, str(default))
        if not value.lstrip("-").isdigit() or not least <= int(value) <= most:
            raise bad_value(name, value)
        return int(value)

    def choice(self, name: str, choices: Iterable[str], default: str = "") -> str:
        """One of a few words. Raises RestError."""
        value = self.text(name, default)
        if value and value not in choices:
            raise bad_value(name, value)
        return value

    def method(self, name: str, default: str = "POST") -> str:
        """GET or POST. Raises RestError 21206."""
        value = self.text(name, default).upper() or default
        if value not in ("GET", "POST"):
            raise bad_value(name, value, INVALID_METHOD)
        return value

    def url(self, name: str) -> str:
        """An http(s) URL or nothing. Raises RestError 21205 (also for a host with an underscore)."""
        value = self.text(name)
        if value and not is_url(value):
            raise RestError(400, INVALID_URL, f"Url is not a valid URL: {value}")
        return value

    def plan(self, prefix: str, default: Iterable[str], known: frozenset[str]) -> CallbackPlan | None:
        """A callback plan from `<prefix>`, `<prefix>Method`, `<prefix>Event`. Raises RestError."""
        url = self.url(prefix)
        if not url:
            return None
        events = self.many(f"{prefix}Event")
        for event in events:
            if event not in known:
                raise RestError(400, 21626, f"{prefix}Event has an invalid value: {event}")
        return CallbackPlan(
            url=url, method=self.method(f"{prefix}Method"), events=frozenset(events or default)
        )


async def read_form(request: web.Request, exchange: Exchange, known: frozenset[str]) -> Form:
    """The body's parameters (the query's for GET). Unknown names are warned of, or refused if so switched."""
    data = request.query if request.method == "GET" else await request.post()
    for name in data:
        if name not in known:
            _complain(request, exchange, name)
        elif name in NOT_SIMULATED and str(data[name]) not in ("", "false"):
            _note(request, exchange, f"{name} is not simulated")
    return Form(MultiDict([(k, str(v)) for k, v in data.items()]))


def _complain(request: web.Request, exchange: Exchange, name: str) -> None:
    if exchange.behaviour.refuse_unknown_parameters:
        raise RestError(400, UNKNOWN_PARAMETER, f"Unknown parameter: {name}")
    _note(request, exchange, f"unknown parameter {name}")


def _note(request: web.Request, exchange: Exchange, text: str) -> None:
    exchange.journal.notice(
        call=None, level="warning", code=UNKNOWN_PARAMETER, summary=f"{request.path}: {text}"
    )


def is_url(text: str) -> bool:
    """Whether Twilio would take it as a webhook's address."""
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "_" not in (parts.hostname or "")
