"""What a step of a menu tells the caller's line, and what it leaves for the record. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from campaigns.records.types import EventKind
from telephony.ivr.inputs import Refusal
from telephony.ivr.state import State


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
class CallBack:
    """Promise the caller a call, in her turn of a queue; it comes back where she would rather not."""

    queue: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """End the call."""


Instruction = Speak | ReadAnswer | Ask | GoOn | AskAddress | Enqueue | TakeMessage | Dial | CallBack | End
LAST = (Ask, GoOn, AskAddress, Enqueue, TakeMessage, Dial, CallBack, End)
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
