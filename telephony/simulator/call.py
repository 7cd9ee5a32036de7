"""One leg: a call between the carrier and one party, and what is known of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from .types import JSON, CallbackPlan, CallStatus, Direction, Endpoint, Interruption


class Silent:
    """The endpoint of a leg without a browser: what it is sent stays in `Call.heard`."""

    is_browser = False

    def send(self, frame: JSON) -> None:
        """Nobody listens."""


@dataclass(kw_only=True, eq=False)
class Call:
    """One leg. `heard` is what its party heard and said, for tests and the page; `extra` are parameters for
    webhooks, `parameters` those for the rung device; `stands` is the verb it is at."""

    sid: str
    from_: str
    to: str
    direction: Direction
    created_at: datetime
    status: CallStatus
    parent_sid: str | None = None
    phone_number_sid: str | None = None
    plan: CallbackPlan | None = None
    fallback_url: str = ""
    fallback_method: str = "POST"
    label: str = ""
    started_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    sip_code: int = 200
    sequence: int = 0
    queue_time_ms: int = 0
    extra: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    endpoint: Endpoint = field(default_factory=Silent)
    heard: list[JSON] = field(default_factory=list)
    keys: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    words: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    listening: bool = False
    stands: str = ""
    task: asyncio.Task[None] | None = None
    interruption: Interruption | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    on_end: list[Callable[["Call"], None]] = field(default_factory=list)
    is_participant: bool = False
    playing: JSON | None = None

    @property
    def is_live(self) -> bool:
        """Whether it is not over."""
        return not self.status.is_final

    @property
    def seconds(self) -> int:
        """CallDuration: from the answer to the end."""
        if self.answered_at is None or self.ended_at is None:
            return 0
        return round((self.ended_at - self.answered_at).total_seconds())
