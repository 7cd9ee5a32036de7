"""What the engine takes in and gives out: the state of a call in a menu, inputs, instructions. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any

from campaigns.records.types import EventKind
from telephony.ivr.types import Stage
from tenants.directory.hours import AROUND_THE_CLOCK, Hours

# --- the state


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


# --- inputs


@dataclass(frozen=True, slots=True)
class Heard:
    """What was being said has been said."""


@dataclass(frozen=True, slots=True)
class Pressed:
    digits: str


@dataclass(frozen=True, slots=True)
class Spoke:
    words: str


@dataclass(frozen=True, slots=True)
class Silent:
    """The caller pressed and said nothing in time."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The company's address answered: the digits are `valid`, and may lead to a route; or it `failed`."""

    valid: bool = True
    route: str = ""
    failed: bool = False


class Refusal(StrEnum):
    """Why a call that left comes back. The value is the exit that it takes."""

    NOBODY = "nobody"
    GONE = "gone"
    UNANSWERED = "next"


@dataclass(frozen=True, slots=True)
class CameBack:
    """Where the call was sent nobody took it."""

    why: Refusal


Input = Heard | Pressed | Spoke | Silent | Checked | CameBack

# --- instructions


@dataclass(frozen=True, slots=True)
class Speak:
    """Say a sentence of the company."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """Say an answer of the company's tree."""

    question: int
    language: str


Words = Speak | ReadAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Say the words, then wait for keys (and for speech, where `hints` or `speech` say so)."""

    words: tuple[Words, ...]
    language: str
    wait: int
    most: int
    finish: str = ""
    speech: bool = False
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoOn:
    """Come back when what was said has been heard."""


@dataclass(frozen=True, slots=True)
class AskAddress:
    """Ask the company's address about the digits, then come back."""

    url: str
    node: str
    digits: str


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Let the caller wait in a queue; `queue` "" is the general one. It comes back where an exit is `named` for that."""

    queue: str = ""
    urgent: bool = False
    named: frozenset[Refusal] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class TakeMessage:
    """Record a message; `invited` when the company's own words have asked for it."""

    invited: bool


@dataclass(frozen=True, slots=True)
class Dial:
    """Ring a number for the caller."""

    number: str
    ring_time: int


@dataclass(frozen=True, slots=True)
class End:
    """End the call."""


Instruction = Speak | ReadAnswer | Ask | GoOn | AskAddress | Enqueue | TakeMessage | Dial | End
LAST = (Ask, GoOn, AskAddress, Enqueue, TakeMessage, Dial, End)
"""A step ends in exactly one of these."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something for the call's record."""

    kind: EventKind
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What a step came to."""

    state: State
    instructions: tuple[Instruction, ...]
    events: tuple[Happened, ...] = ()

    @property
    def last(self) -> Instruction:
        """What the call waits for, or how it leaves the menu."""
        return self.instructions[-1]
