"""The journal: every request in both directions and every notice, in order, for the page and for tests."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from .clock import Clock
from .types import JSON, Kind

TO_PRODUCT = "to_product"
FROM_PRODUCT = "from_product"
INSIDE = "inside"
KEPT = 5000


@dataclass(kw_only=True)
class Entry:
    """One line; `status` 0 means that no answer came."""

    n: int
    at: datetime
    kind: Kind
    direction: str
    method: str
    path: str
    status: int
    duration_ms: int
    summary: str
    request: JSON
    response: JSON
    calls: list[str] = field(default_factory=list)
    level: str = "info"
    code: int | None = None

    def as_json(self) -> JSON:
        """The form of the protocol."""
        return {**self.__dict__, "at": self.at.isoformat(), "kind": self.kind.value}


class Journal:
    """A bounded list with listeners."""

    def __init__(self, clock: Clock) -> None:
        """Empty."""
        self._clock = clock
        self._entries: list[Entry] = []
        self._count = 0
        self.listeners: list[Callable[[Entry], None]] = []

    def write(
        self,
        *,
        kind: Kind,
        direction: str,
        summary: str,
        calls: list[str],
        method: str = "",
        path: str = "",
        status: int = 0,
        duration_ms: int = 0,
        request: JSON | None = None,
        response: JSON | None = None,
        level: str = "info",
        code: int | None = None,
    ) -> Entry:
        """Append one entry and tell the listeners."""
        self._count += 1
        entry = Entry(
            n=self._count,
            at=self._clock.now(),
            kind=kind,
            direction=direction,
            method=method,
            path=path,
            status=status,
            duration_ms=duration_ms,
            summary=summary,
            request=request or {},
            response=response or {},
            calls=calls,
            level=level,
            code=code,
        )
        self._keep(entry)
        return entry

    def notice(self, *, call: str | None, level: str, code: int, summary: str) -> None:
        """What Twilio's debugger would show: a warning or an error with its code."""
        self.write(
            kind=Kind.NOTICE,
            direction=INSIDE,
            summary=f"{code}: {summary}",
            calls=[call] if call else [],
            level=level,
            code=code,
        )

    def entries(self, *, call: str | None = None, after: int = 0) -> list[Entry]:
        """Entries in order, of one call or of all."""
        return [e for e in self._entries if e.n > after and (call is None or call in e.calls)]

    def clear(self) -> None:
        """Forget everything; numbering goes on."""
        self._entries.clear()

    def _keep(self, entry: Entry) -> None:
        self._entries.append(entry)
        del self._entries[:-KEPT]
        for listener in list(self.listeners):
            listener(entry)
