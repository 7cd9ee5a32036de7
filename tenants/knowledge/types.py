"""The words of a company's answers, and the shapes in which they leave the room."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypedDict


class QuestionKind(StrEnum):
    """How an answer is drawn."""

    TEXT = "TEXT"  # paragraphs
    TABLE = "TABLE"  # a comparison
    ADDRESSES = "ADDRESSES"  # places, each with hours and a phone number


class Table(TypedDict):
    """Rows of cells; every row is as long as `columns`."""

    columns: list[str]
    rows: list[list[str]]


class Address(TypedDict):
    """A place that a caller may be sent to; all but the name and the address may be empty."""

    name: str
    address: str
    hours: str
    phone: str
    note: str


class QuestionLink(TypedDict):
    """A question as it stands in a list."""

    id: int
    title: str


class Group(TypedDict):
    """A branch of the tree."""

    id: int
    title: str
    questions: list[QuestionLink]


class Tree(TypedDict):
    """All published questions by group, in the company's order."""

    groups: list[Group]
    count: int


class Answer(TypedDict):
    """What an operator reads. `html` is safe to put into a page; only the part named by `kind` is filled."""

    id: int
    group: str
    title: str
    kind: str
    say: str
    html: str
    table: Table
    addresses: list[Address]
    related: list[QuestionLink]
    updated_at: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """How a company's calls begin, in one language."""

    language: str  # BCP 47
    phrase: str  # what the operator says first
    announcement: str = ""  # what the caller hears before anyone answers; empty = nothing
    announcement_audio: str = ""  # path on the public host of its WAV file, where the carrier has no voice


@dataclass(frozen=True, kw_only=True)
class QuestionDraft:
    """A question as its author gives it, before it is checked."""

    group_id: int
    title: str
    kind: QuestionKind = QuestionKind.TEXT
    say: str = ""  # one sentence in the caller's language
    body: str = ""  # Markdown, for TEXT
    table: object = None  # for TABLE
    addresses: object = None  # for ADDRESSES
    related: Sequence[int] = field(default_factory=tuple)
    position: int = 0
    is_published: bool = True
