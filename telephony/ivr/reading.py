"""Reading the parts of a node out of JSON: a wrong part is noted with its field, and a harmless one takes its place. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from telephony.ivr.nodes import MOST_CHOICES, Retry
from telephony.ivr.types import Fault, Problem

NODE_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
ROUTE = re.compile(r"[a-z][a-z0-9_-]{0,39}")
LONGEST_TEXT = 1000
LONGEST_TITLE = 60
MOST_WORDS = 12
LONGEST_WORD = 40

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


class Reader:
    """The fields of one JSON object. `at` is the path of the object within its node, with a dot behind it."""

    def __init__(self, value: object, *, node: str, problems: list[Problem], at: str = "") -> None:
        self._value: Mapping[str, object] = value if isinstance(value, Mapping) else {}
        self._node, self._problems, self._at = node, problems, at
        self._read: set[str] = {"id", "kind"}
        if not isinstance(value, Mapping):
            self.complain(at.rstrip("."))

    def complain(self, field: str, about: str = "") -> None:
        """Note that a field is not what it should be."""
        self._problems.append(Problem(Fault.MALFORMED, self._node, field, about))

    def rest(self) -> None:
        """Note every field that nobody asked for: a misspelt one must not be lost in silence."""
        for name in self._value:
            if name not in self._read:
                self.complain(f"{self._at}{name}"[:80], "unknown")

    def text(self, name: str, *, longest: int = LONGEST_TITLE) -> str:
        """Read a text; it has no control characters."""
        value = self._take(name, "")
        if isinstance(value, str) and len(value) <= longest and not _has_control(value):
            return value.strip()
        self.complain(f"{self._at}{name}")
        return ""

    def texts(self, name: str) -> dict[str, str]:
        """Read a text per language; empty ones are left out."""
        value = self._take(name, {})
        if not isinstance(value, Mapping) or not all(_is_text(k, v) for k, v in value.items()):
            self.complain(f"{self._at}{name}")
            return {}
        return {str(k): str(v).strip() for k, v in value.items() if str(v).strip()}

    def exit(self, name: str) -> str:
        """Read the id of another node, or "" for nowhere yet."""
        value = self._take(name, "")
        if isinstance(value, str) and (value == "" or NODE_ID.fullmatch(value)):
            return value
        self.complain(f"{self._at}{name}")
        return ""

    def number(self, name: str, *, least: int, most: int, default: int) -> int:
        """Read a whole number between two others."""
        value = self._take(name, default)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.complain(f"{self._at}{name}", f"{least}-{most}")
        return default

    def flag(self, name: str) -> bool:
        """Read yes or no."""
        value = self._take(name, False)
        if not isinstance(value, bool):
            self.complain(f"{self._at}{name}")
        return value is True

    def word(self, name: str, enum: type[E], default: E) -> E:
        """Read a value of an enum."""
        value = self._take(name, default.value)
        if isinstance(value, str) and value in {member.value for member in enum}:
            return enum(value)
        self.complain(f"{self._at}{name}")
        return default

    def key(self, name: str) -> str:
        """Read one key of a telephone."""
        value = self._take(name, "")
        if isinstance(value, str) and len(value) == 1 and value in "0123456789*#":
            return value
        self.complain(f"{self._at}{name}")
        return ""

    def language(self, name: str) -> str:
        """Read a language tag (BCP 47)."""
        value = self._take(name, "")
        if isinstance(value, str) and LANGUAGE.fullmatch(value):
            return value
        self.complain(f"{self._at}{name}")
        return ""

    def retry(self, name: str) -> Retry:
        """Read what follows an input that is none."""
        inner = self._inner(name, self._take(name, {}))
        found = Retry(say=inner.texts("say"), next=inner.exit("next"))
        inner.rest()
        return found

    def each(self, name: str, make: "Callable[[Reader], T]", *, most: int = MOST_CHOICES) -> tuple[T, ...]:
        """Read a list of objects."""
        value = self._take(name, [])
        if not isinstance(value, list | tuple) or len(value) > most:
            self.complain(f"{self._at}{name}")
            return ()
        return tuple(self._each(name, value, make))

    def routes(self, name: str) -> dict[str, str]:
        """Read where each answer of an address leads."""
        inner = self._inner(name, self._take(name, {}))
        if len(inner._value) > MOST_CHOICES or not all(ROUTE.fullmatch(str(key)) for key in inner._value):
            self.complain(f"{self._at}{name}")
            return {}
        return {str(key): inner.exit(str(key)) for key in inner._value}

    def words(self, name: str) -> dict[str, tuple[str, ...]]:
        """Read the words that mean a choice, by language."""
        value = self._take(name, {})
        if not isinstance(value, Mapping) or not all(_are_words(k, v) for k, v in value.items()):
            self.complain(f"{self._at}{name}")
            return {}
        return {str(k): tuple(word.strip() for word in v if word.strip()) for k, v in value.items()}

    def raw(self, name: str) -> object:
        """Take a field as it is."""
        return self._take(name, None)

    def _take(self, name: str, default: object) -> Any:
        self._read.add(name)
        value = self._value.get(name)
        return default if value is None else value

    def _inner(self, name: str, value: object) -> "Reader":
        return Reader(value, node=self._node, problems=self._problems, at=f"{self._at}{name}.")

    def _each(
        self, name: str, values: "list[object] | tuple[object, ...]", make: "Callable[[Reader], T]"
    ) -> Iterator[T]:
        for place, value in enumerate(values):
            inner = self._inner(f"{name}.{place}", value)
            yield make(inner)
            inner.rest()


def _is_text(language: object, text: object) -> bool:
    return (
        isinstance(language, str)
        and bool(LANGUAGE.fullmatch(language))
        and isinstance(text, str)
        and len(text) <= LONGEST_TEXT
        and not _has_control(text)
    )


def _are_words(language: object, words: object) -> bool:
    return (
        isinstance(language, str)
        and bool(LANGUAGE.fullmatch(language))
        and isinstance(words, list | tuple)
        and len(words) <= MOST_WORDS
        and all(
            isinstance(word, str) and len(word) <= LONGEST_WORD and not _has_control(word) for word in words
        )
    )


def _has_control(text: str) -> bool:
    return any(ord(letter) < 32 and letter != "\n" for letter in text)
