"""Where a call stands in a menu, and what a step may need to know of the world. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from telephony.ivr.types import Stage
from tenants.directory.hours import AROUND_THE_CLOCK, Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a call stands in a menu. `step` counts what the carrier was told, `asked` what the caller was asked."""

    node: str = ""
    language: str = ""
    stage: Stage = Stage.SAYING
    tries: int = 0
    step: int = 0
    asked: int = 0
    path: tuple[tuple[str, str], ...] = ()  # (key, title) of what was chosen
    entered: tuple[tuple[str, str], ...] = ()  # (title, digits) of what was keyed in and is no secret
    held: str = ""  # digits that the company's address is asked about

    def plain(self) -> dict[str, Any]:
        """Return the state as JSON."""
        return {
            "node": self.node, "language": self.language, "stage": self.stage.value, "tries": self.tries,
            "step": self.step, "asked": self.asked, "path": [list(one) for one in self.path],
            "entered": [list(one) for one in self.entered], "held": self.held,
        }  # fmt: skip

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "State":
        """Return the state that JSON says. Raises KeyError, TypeError, ValueError for what is none."""
        return cls(
            node=str(plain["node"]), language=str(plain["language"]), stage=Stage(plain["stage"]),
            tries=int(plain["tries"]), step=int(plain["step"]), asked=int(plain["asked"]),
            path=tuple((str(key), str(title)) for key, title in plain["path"]),
            entered=tuple((str(title), str(digits)) for title, digits in plain["entered"]), held=str(plain["held"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What a step may need beside the menu: the instant, the company's zone and its hours."""

    now: datetime
    zone: tzinfo
    hours: Hours = AROUND_THE_CLOCK
