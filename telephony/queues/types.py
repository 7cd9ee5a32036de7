"""Words of the queue, and what a company may settle about one."""

from dataclasses import dataclass, field
from enum import StrEnum


class EntryState(StrEnum):
    """Whether a waiting caller may be offered to somebody."""

    WAITING = "WAITING"
    OFFERED = "OFFERED"
    AWAY = "AWAY"


class Heard(StrEnum):
    """What a caller hears while she waits."""

    RINGING = "RINGING"
    MUSIC = "MUSIC"


class WrapUpMode(StrEnum):
    """How the work after a call of this queue ends."""

    TIMED = "TIMED"
    OPEN = "OPEN"
    NONE = "NONE"
    OPTIONAL = "OPTIONAL"
    OPTIONAL_TIMED = "OPTIONAL_TIMED"


class OverflowAction(StrEnum):
    """What becomes of a caller who has waited too long."""

    QUEUE = "QUEUE"
    VOICEMAIL = "VOICEMAIL"
    CALLBACK = "CALLBACK"
    FORWARD = "FORWARD"


class ChangeKind(StrEnum):
    """What the floor has changed about a queue for a while."""

    OVERFLOW = "OVERFLOW"
    GROUP_JOINS = "GROUP_JOINS"
    GROUP_LEAVES = "GROUP_LEAVES"


DEFAULT_QUEUE = "general"
"""The queue that every new company has: around the clock, no skill, the company's language."""

PREFERENCE_TIME = 20
"""Seconds for which a caller whose operator was lost is kept for that operator."""

QUEUES = "queues"
"""The channel on which everybody who keeps queues in memory is told to read them anew."""

MOST_RINGS, MOST_STEPS = 6, 6
LONGEST_TIME = 7200
"""Seconds: nothing that a queue settles lasts longer."""

LONGEST_WRAP_UP_TIME = 900
"""Seconds: no work after a call lasts longer, whatever its mode."""

OPTIONAL_MODES = frozenset({WrapUpMode.OPTIONAL, WrapUpMode.OPTIONAL_TIMED})
"""Modes in which there is only work after a call whose operator has asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxing:
    """From so many seconds of waiting on the queue insists on less: lower levels, other groups, or anybody."""

    after_time: int
    lower_by: int = 0
    group_ids: tuple[int, ...] = ()
    is_open_to_all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OverflowStep:
    """After so many seconds in the queue something else becomes of the caller.

    She goes to another queue (`queue_id`), is asked for a message, is asked whether she would rather be called back, or
    a number (E.164) is rung for her. Who wants no callback, or is not answered at the number, waits on.
    """

    after_time: int
    action: OverflowAction
    queue_id: int | None = None
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueDraft:
    """All that a company settles about a queue. Times are in seconds."""

    name: str
    language: str
    # Callers in another language are served in `language`; empty means that each is served in her own.
    languages: tuple[str, ...] = ()
    priority: int = 0
    is_urgent: bool = False
    skills: dict[str, int] = field(default_factory=dict)
    group_ids: tuple[int, ...] = ()
    target_percent: int = 80
    target_time: int = 20
    short_abandon_time: int = 5
    max_size: int | None = None
    max_wait_time: int | None = None
    heard: Heard = Heard.RINGING
    tells_wait: bool = True
    wrap_up_mode: WrapUpMode = WrapUpMode.TIMED
    wrap_up_time: int = 30
    # The console of whom it is offered to answers by itself, after a tone.
    auto_answer: bool = False
    # For so many seconds only the company's own agents are asked; None: everybody from the beginning.
    own_first_time: int | None = None
    rings: tuple[Relaxing, ...] = ()
    overflow: tuple[OverflowStep, ...] = ()


class QueueUnknown(LookupError):
    """The company has no such queue."""


class QueueNeeded(ValueError):
    """Every company keeps its general queue."""


class NobodyLeft(ValueError):
    """The queue asks for no other group: without this one anybody would answer it."""


class QueueInvalid(ValueError):
    """What was given cannot be a queue. `field` names the part, `code` says what is wrong with it."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code = field, code
