"""Words of menus. No Django here."""

from dataclasses import dataclass, field
from enum import StrEnum


class NodeKind(StrEnum):
    """What a node of a menu does."""

    ANNOUNCEMENT = "ANNOUNCEMENT"
    MENU = "MENU"
    HOURS = "HOURS"
    LANGUAGE = "LANGUAGE"
    COLLECT = "COLLECT"
    ANSWER = "ANSWER"
    QUEUE = "QUEUE"
    EMERGENCY = "EMERGENCY"
    VOICEMAIL = "VOICEMAIL"
    FORWARD = "FORWARD"
    CALLBACK = "CALLBACK"
    HANG_UP = "HANG_UP"


class CheckKind(StrEnum):
    """How collected digits are checked."""

    NONE = "NONE"
    LUHN = "LUHN"
    MOD11 = "MOD11"
    URL = "URL"


class Passage(StrEnum):
    """What leads from one node to another."""

    ALONE = "ALONE"  # nothing is asked of the caller
    CHOSEN = "CHOSEN"  # she chose it
    SILENT = "SILENT"  # she said and pressed nothing
    WRONG = "WRONG"  # what she pressed or said is none of the choices
    SPENT = "SPENT"  # her tries are used up


class Fault(StrEnum):
    """What can be wrong with a menu."""

    MALFORMED = "MALFORMED"
    EMPTY = "EMPTY"
    SAME_NAME = "SAME_NAME"
    UNKNOWN_NODE = "UNKNOWN_NODE"
    DEAD_END = "DEAD_END"
    UNREACHABLE = "UNREACHABLE"
    ENDLESS = "ENDLESS"
    TRAP = "TRAP"
    NO_CHOICE = "NO_CHOICE"
    SAME_KEY = "SAME_KEY"
    MISSING_PROMPT = "MISSING_PROMPT"
    MISSING_LANGUAGE = "MISSING_LANGUAGE"
    UNKNOWN_LANGUAGE = "UNKNOWN_LANGUAGE"
    NO_VOICE = "NO_VOICE"
    UNKNOWN_QUEUE = "UNKNOWN_QUEUE"
    UNKNOWN_ANSWER = "UNKNOWN_ANSWER"
    UNSAFE_NUMBER = "UNSAFE_NUMBER"
    UNSAFE_URL = "UNSAFE_URL"


class Stage(StrEnum):
    """What a call in a menu waits for."""

    SAYING = "SAYING"  # the end of what is being said
    ASKING = "ASKING"  # keys or words
    CHECKING = "CHECKING"  # the company's own address
    LEAVING = "LEAVING"  # it has left: to a queue, a message, a number, or it is over


class Change(StrEnum):
    """How a part of a menu differs from what it was."""

    ADDED = "ADDED"
    REMOVED = "REMOVED"
    CHANGED = "CHANGED"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: at which node ("" = the menu as a whole) and field, and what the words of it name."""

    fault: Fault
    node: str = ""
    field: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a company has, against which its menus are checked."""

    queues: frozenset[str] = field(default_factory=frozenset)
    answers: frozenset[int] = field(default_factory=frozenset)
    countries: frozenset[str] = field(default_factory=frozenset)  # of its numbers, ISO 3166
    spoken: frozenset[str] = field(default_factory=frozenset)  # primary languages that somebody can speak
