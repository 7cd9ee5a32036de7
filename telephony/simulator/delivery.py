"""One request to the product and its answer, and what the product's URL may say about timeouts and retries."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag

from .types import Kind, Params


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the product said; `url` is where redirects ended."""

    status: int
    content_type: str
    body: bytes
    url: str


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One logical request to the product; `name` is what faults are matched against, `token` what stays the same
    when it is tried again."""

    kind: Kind
    name: str
    calls: list[str]
    url: str
    method: str
    params: Params
    token: str


@dataclass(frozen=True, kw_only=True)
class Overrides:
    """The URL's fragment (docs/usage/webhooks/webhooks-connection-overrides). Times are in seconds."""

    connect: float = 5.0
    read: float = 15.0
    total: float = 15.0
    retries: int = 1
    policy: frozenset[str] = frozenset({"ct"})

    def retries_on(self, what: str) -> bool:
        """Whether this kind of failure is tried again: `ct`, `rt`, `4xx`, `5xx`."""
        return "all" in self.policy or what in self.policy


class WebhookFailed(Exception):
    """The product could not be asked; `code` is Twilio's error code, `what` the kind of failure for retries."""

    def __init__(self, *, code: int, url: str, reason: str, what: str = "") -> None:
        """Keep the code and the URL for the fallback."""
        super().__init__(f"{code} {reason}")
        self.code = code
        self.url = url
        self.reason = reason
        self.what = what


def overrides_of(url: str, *, ceiling: float) -> Overrides:
    """What the fragment asks for, within Twilio's limits; `ceiling` is the longest wait for voice (15 s)."""
    asked = dict(parse_qsl(urldefrag(url).fragment))
    return Overrides(
        connect=min(_seconds(asked.get("ct"), 5.0), ceiling),
        read=min(_seconds(asked.get("rt"), ceiling), ceiling),
        total=min(_seconds(asked.get("tt"), ceiling), ceiling),
        retries=min(int(asked["rc"]), 5) if asked.get("rc", "").isdigit() else 1,
        policy=frozenset(asked.get("rp", "ct").split(",")),
    )


def _seconds(milliseconds: str | None, default: float) -> float:
    if milliseconds is None or not milliseconds.isdigit():
        return default
    return max(int(milliseconds), 100) / 1000
