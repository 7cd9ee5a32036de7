"""What a call in a menu may bring: keys, words, silence, an answer of the company's address, or itself again. Pure."""

from dataclasses import dataclass
from enum import StrEnum


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
