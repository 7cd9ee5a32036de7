"""The nodes of a menu, as the document says them. Pure.

A node kind is added by a class here, its reading in `document`, its step in `engine`, and its words on the page.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from telephony.ivr.types import CheckKind, NodeKind, Passage

Texts = Mapping[str, str]
"""What is said, by language (BCP 47)."""

MOST_NODES = 120
MOST_CHOICES = 12
KEYS = "0123456789*#"


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out of a node: the field that says it, where it leads ("" = nowhere yet), and what makes a call take it."""

    field: str
    to: str
    passage: Passage
    needed: bool = True


@dataclass(frozen=True, kw_only=True)
class Node:
    """One place of a menu."""

    kind: ClassVar[NodeKind]
    id: str
    title: str = ""

    def exits(self) -> Iterator[Exit]:
        """Yield every way out."""
        yield from ()

    def texts(self) -> Iterator[tuple[str, Texts, bool]]:
        """Yield what is said here: field, texts, and whether it may not be left out."""
        yield from ()


@dataclass(frozen=True, kw_only=True)
class Announcement(Node):
    """Something is said, and the call goes on."""

    kind = NodeKind.ANNOUNCEMENT
    say: Texts = field(default_factory=dict)
    next: str = ""

    def exits(self) -> Iterator[Exit]:
        yield Exit("next", self.next, Passage.ALONE)

    def texts(self) -> Iterator[tuple[str, Texts, bool]]:
        yield "say", self.say, True


@dataclass(frozen=True, kw_only=True)
class Retry:
    """What follows an input that is none: words (may be empty), and where to; "" asks again."""

    say: Texts = field(default_factory=dict)
    next: str = ""


@dataclass(frozen=True, kw_only=True)
class Question(Node):
    """Something is asked. After `tries` attempts in vain the call goes to `otherwise`."""

    say: Texts = field(default_factory=dict)
    wait: int = 5
    tries: int = 3
    silence: Retry = field(default_factory=Retry)
    wrong: Retry = field(default_factory=Retry)
    otherwise: str = ""

    def exits(self) -> Iterator[Exit]:
        yield Exit("silence.next", self.silence.next, Passage.SILENT, needed=False)
        yield Exit("wrong.next", self.wrong.next, Passage.WRONG, needed=False)
        yield Exit("otherwise", self.otherwise, Passage.SPENT)

    def texts(self) -> Iterator[tuple[str, Texts, bool]]:
        yield "say", self.say, True
        yield "silence.say", self.silence.say, False
        yield "wrong.say", self.wrong.say, False


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A key, what it is called, the words that mean it, and where it leads."""

    key: str
    title: str = ""
    next: str = ""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Menu(Question):
    """A choice among keys, and among words where `speech` is on."""

    kind = NodeKind.MENU
    choices: tuple[Choice, ...] = ()
    speech: bool = False

    def exits(self) -> Iterator[Exit]:
        for place, choice in enumerate(self.choices):
            yield Exit(f"choices.{place}.next", choice.next, Passage.CHOSEN)
        yield from super().exits()


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """A key and the language that it means."""

    key: str
    language: str


@dataclass(frozen=True, kw_only=True)
class LanguageChoice(Question):
    """The caller chooses her language: every language says its own sentence."""

    kind = NodeKind.LANGUAGE
    choices: tuple[Tongue, ...] = ()
    next: str = ""

    def exits(self) -> Iterator[Exit]:
        yield Exit("next", self.next, Passage.CHOSEN)
        yield from super().exits()


@dataclass(frozen=True, kw_only=True)
class Collect(Question):
    """Digits are asked for, checked, and shown to the operator under `title`, unless they are secret."""

    kind = NodeKind.COLLECT
    least: int = 1
    most: int = 20
    check: CheckKind = CheckKind.NONE
    url: str = ""
    routes: Mapping[str, str] = field(default_factory=dict)
    next: str = ""
    failed: str = ""
    secret: bool = False

    def exits(self) -> Iterator[Exit]:
        yield Exit("next", self.next, Passage.CHOSEN)
        if self.check is CheckKind.URL:
            yield Exit("failed", self.failed, Passage.CHOSEN)
            for name, to in self.routes.items():
                yield Exit(f"routes.{name}", to, Passage.CHOSEN)
        yield from super().exits()


@dataclass(frozen=True, kw_only=True)
class Hours(Node):
    """The call goes another way when the company is closed. `week` None means the company's own hours."""

    kind = NodeKind.HOURS
    week: Mapping[str, tuple[str, ...]] | None = None
    open: str = ""
    closed: str = ""
    holiday: str = ""  # "" = as closed

    def exits(self) -> Iterator[Exit]:
        yield Exit("open", self.open, Passage.ALONE)
        yield Exit("closed", self.closed, Passage.ALONE)
        yield Exit("holiday", self.holiday, Passage.ALONE, needed=False)


@dataclass(frozen=True, kw_only=True)
class Answer(Node):
    """An answer of the company's tree is read to the caller, as it stands at that moment."""

    kind = NodeKind.ANSWER
    question: int = 0
    next: str = ""

    def exits(self) -> Iterator[Exit]:
        yield Exit("next", self.next, Passage.ALONE)


@dataclass(frozen=True, kw_only=True)
class Queue(Node):
    """The caller waits for an operator. `nobody`: with nobody on duty; `gone`: if the queue is not there any more."""

    kind = NodeKind.QUEUE
    queue: str = ""
    nobody: str = ""
    gone: str = ""

    def exits(self) -> Iterator[Exit]:
        yield Exit("nobody", self.nobody, Passage.ALONE, needed=False)
        yield Exit("gone", self.gone, Passage.ALONE, needed=False)


@dataclass(frozen=True, kw_only=True)
class Emergency(Queue):
    """The caller is told what to do first, and stands before everybody else."""

    kind = NodeKind.EMERGENCY
    say: Texts = field(default_factory=dict)

    def texts(self) -> Iterator[tuple[str, Texts, bool]]:
        yield "say", self.say, True


@dataclass(frozen=True, kw_only=True)
class Voicemail(Node):
    """The caller leaves a message; without words of the company's own she hears the house's invitation."""

    kind = NodeKind.VOICEMAIL
    say: Texts = field(default_factory=dict)

    def texts(self) -> Iterator[tuple[str, Texts, bool]]:
        yield "say", self.say, False


@dataclass(frozen=True, kw_only=True)
class Forward(Node):
    """A number is rung for the caller; if nobody answers in `ring_time` seconds the call goes on."""

    kind = NodeKind.FORWARD
    number: str = ""
    ring_time: int = 25
    next: str = ""

    def exits(self) -> Iterator[Exit]:
        yield Exit("next", self.next, Passage.ALONE)


@dataclass(frozen=True, kw_only=True)
class Callback(Node):
    """The caller's number is confirmed and she is called back, in her turn of `queue`; if she would rather not, the call goes on."""

    kind = NodeKind.CALLBACK
    queue: str = ""
    next: str = ""

    def exits(self) -> Iterator[Exit]:
        yield Exit("next", self.next, Passage.ALONE)


@dataclass(frozen=True, kw_only=True)
class HangUp(Node):
    """The call ends, with a last word where there is one."""

    kind = NodeKind.HANG_UP
    say: Texts = field(default_factory=dict)

    def texts(self) -> Iterator[tuple[str, Texts, bool]]:
        yield "say", self.say, False


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A whole menu. The first language is the one of callers whose own it does not speak."""

    languages: tuple[str, ...]
    start: str
    nodes: Mapping[str, Node]
