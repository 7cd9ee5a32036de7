"""Switches for what goes wrong: callbacks that come twice, late, in another order or never; REST that fails."""

from dataclasses import dataclass, field
from enum import StrEnum

from .types import JSON


class FaultKind(StrEnum):
    """What a switch acts upon."""

    CALLBACK = "callback"
    REST = "rest"


class CallbackFault(StrEnum):
    """What happens to a callback."""

    LOSE = "lose"
    DELAY = "delay"
    DUPLICATE = "duplicate"
    DUPLICATE_NEW = "duplicate_new"
    REORDER = "reorder"


class RestFault(StrEnum):
    """What happens to a REST request: refused, done but answered with an error, slow before or after its effect."""

    FAIL_BEFORE = "fail_before"
    FAIL_AFTER = "fail_after"
    LATENCY = "latency"
    LATENCY_AFTER = "latency_after"


class FaultInvalid(ValueError):
    """The switch makes no sense; its text says why."""


@dataclass(kw_only=True)
class Fault:
    """One switch. `match` is a substring: of the callback's name (`status:ringing`,
    `conference:participant-join`, `action`) or of the REST path; `count` None means until it is cleared."""

    kind: FaultKind
    action: CallbackFault | RestFault
    match: str = ""
    method: str = ""
    status: int = 500
    code: int = 20500
    seconds: float = 1.0
    count: int | None = 1
    used: int = 0

    def fits(self, kind: FaultKind, name: str, method: str = "") -> bool:
        """Whether it acts on this one."""
        spent = self.count is not None and self.used >= self.count
        return not spent and self.kind == kind and self.match in name and self.method in ("", method)


@dataclass
class Faults:
    """All switches that are on."""

    switches: list[Fault] = field(default_factory=list)

    def add(self, data: JSON) -> Fault:
        """Turn one on. Raises FaultInvalid."""
        fault = parse(data)
        self.switches.append(fault)
        return fault

    def clear(self) -> None:
        """Turn all off."""
        self.switches.clear()

    def take(self, kind: FaultKind, name: str, method: str = "") -> list[Fault]:
        """The switches that act on this request, each counted as used."""
        hits = [fault for fault in self.switches if fault.fits(kind, name, method)]
        for fault in hits:
            fault.used += 1
        return hits


def parse(data: JSON) -> Fault:
    """A switch from JSON. Raises FaultInvalid."""
    try:
        kind = FaultKind(data.pop("kind"))
        action_type = CallbackFault if kind is FaultKind.CALLBACK else RestFault
        return Fault(kind=kind, action=action_type(data.pop("action")), **data)
    except (KeyError, ValueError, TypeError) as error:
        raise FaultInvalid(str(error)) from error
