"""What a caller's line may be told to do, in our words. A document is a list of steps, done one after another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Say:
    """Speak a text; `language` is BCP 47 with a region, as voices are named (en-GB)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Play:
    """Play a sound file; `loop` 0 is for ever."""

    url: str
    loop: int = 1


@dataclass(frozen=True, slots=True)
class GoTo:
    """Ask us again, at this address."""

    url: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Stand in the carrier's queue: `wait_url` says what is heard, `left_url` is told of the end."""

    queue: str
    wait_url: str
    left_url: str


@dataclass(frozen=True, slots=True)
class StopWaiting:
    """Leave the carrier's queue and go on with what `left_url` says."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Join the conversation of a room. The room ends with the caller."""

    room: str
    label: str
    left_url: str
    events_url: str


@dataclass(frozen=True, slots=True)
class Record:
    """Record a message of at most `longest_time` seconds after a tone."""

    taken_url: str
    ready_url: str
    longest_time: int = 180


@dataclass(frozen=True, slots=True)
class Forward:
    """Dial a number and connect the caller to it."""

    number: str
    caller_id: str
    # Asked what comes next, where that is wanted: answered and over, or not answered in `ring_time` seconds.
    left_url: str = ""
    ring_time: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Speak, then wait `wait` seconds for keys or words; `answer_url` is told of them, and of silence too."""

    spoken: "tuple[Say | Play, ...]"
    answer_url: str
    wait: int
    most: int
    finish: str = ""
    speech_language: str = ""
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call."""


Step = Say | Play | GoTo | Wait | StopWaiting | Talk | Record | Forward | Ask | HangUp
Document = list[Step]
