"""The shapes in which the demo's content is written down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from telephony.queues.types import QueueDraft
from tenants.knowledge.types import Address, QuestionKind
from tenants.terms.types import Promise


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A question. `key` names it within its company; what is filled decides its kind."""

    key: str
    title: str
    say: str
    text: str = ""  # Markdown
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    places: Sequence[Address] = ()
    related: Sequence[str] = ()  # keys

    @property
    def kind(self) -> QuestionKind:
        """How the answer is drawn."""
        if self.columns:
            return QuestionKind.TABLE
        return QuestionKind.ADDRESSES if self.places else QuestionKind.TEXT


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A group of questions."""

    title: str
    entries: Sequence[Entry]


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A specialist of the company."""

    name: str
    role: str
    phone: str  # E.164, of a range that rings nobody
    languages: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Account:
    """Somebody who signs in. The passwords are shown to whoever starts the demo, and are worth nothing elsewhere."""

    name: str
    email: str
    password: str


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What came of a past call: a disposition's code, the operator's note, and the questions she opened (keys)."""

    disposition: str
    note: str
    read: Sequence[str] = ()
    to: str = ""  # the colleague to whom the caller was put through


@dataclass(frozen=True, kw_only=True)
class MenuLine:
    """A further number, answered with a menu.

    `document` makes it of the ids of the company's questions by their keys, and of the codes of its queues by their names.
    """

    number: str  # E.164
    label: str
    name: str
    document: Callable[[dict[str, int], dict[str, str]], dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Company:
    """One demo company with everything that it tells the operators."""

    slug: str
    name: str
    language: str
    timezone: str
    colour: str
    number: str  # E.164
    phrases: dict[str, str]  # language -> what the operator says
    announcements: dict[str, str] = field(default_factory=dict)  # language -> what callers hear first
    tree: Sequence[Branch]
    colleagues: Sequence[Colleague]
    owner: Account
    viewer: Account
    callers: Sequence[str]  # E.164
    remarks: Sequence[Remark]
    message: str  # a voicemail's words
    menu: MenuLine | None = None
    queues: Sequence[QueueDraft] = ()  # beside the general one
    promise: Promise  # what is agreed with it

    @property
    def entries(self) -> list[Entry]:
        """All questions, in order."""
        return [entry for branch in self.tree for entry in branch.entries]


def place(name: str, address: str, hours: str, phone: str = "", note: str = "") -> Address:
    """Return an address; the order is that of a line in a directory."""
    return {"name": name, "address": address, "hours": hours, "phone": phone, "note": note}
