"""How each kind of question is asked, and what an input means to it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from campaigns.records.types import EventKind
from telephony.ivr import check_digits, hearing
from telephony.ivr.inputs import Input, Pressed, Spoke
from telephony.ivr.instructions import Ask, AskAddress, Words
from telephony.ivr.nodes import Collect, LanguageChoice, Menu, Question

FINISH = "#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """An input that means something: where it leads, what is written down, what the call keeps of it."""

    kind: EventKind
    to: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
    passed: tuple[str, str] | None = None
    language: str = ""
    digits: str = ""


def ask(node: Question, *, words: tuple[Words, ...], language: str) -> Ask:
    """Return the instruction that asks: one key, or as many digits as are wanted."""
    if isinstance(node, Collect):
        return Ask(words=words, language=language, wait=node.wait, most=node.most, finish=FINISH)
    if isinstance(node, Menu) and node.speech:
        found = hearing.hints(choices=node.choices, language=language)
        return Ask(words=words, language=language, wait=node.wait, most=1, speech=True, hints=found)
    return Ask(words=words, language=language, wait=node.wait, most=1)


def speaks_all(node: Question) -> bool:
    """Return whether every language is spoken, one after another: a caller who has not chosen yet knows one of them."""
    return isinstance(node, LanguageChoice)


def is_nothing(given: Pressed | Spoke) -> bool:
    """Return whether nothing was pressed or said."""
    return not (given.digits if isinstance(given, Pressed) else given.words).strip()


def understood(node: Question, given: Input, *, language: str) -> Understood | None:
    """Return what an input means, or None where it means nothing here."""
    if isinstance(node, Menu):
        return _of_menu(node, given, language)
    if isinstance(node, LanguageChoice):
        return _of_languages(node, given)
    return _of_digits(node, given) if isinstance(node, Collect) else None


def address(node: Collect, digits: str) -> AskAddress:
    """Return the instruction to ask the company's address."""
    return AskAddress(node.url, node.id, digits)


def _of_menu(node: Menu, given: Input, language: str) -> Understood | None:
    if isinstance(given, Spoke):
        found = hearing.chosen(speech=given.words, choices=node.choices, language=language)
    else:
        found = next(
            (one for one in node.choices if isinstance(given, Pressed) and one.key == given.digits), None
        )
    if found is None:
        return None
    details = {"menu": node.title, "key": found.key, "choice": found.title}
    return Understood(
        kind=EventKind.MENU_CHOSEN, to=found.next, details=details, passed=(found.key, found.title)
    )


def _of_languages(node: LanguageChoice, given: Input) -> Understood | None:
    if isinstance(given, Spoke):
        found = hearing.tongue_chosen(speech=given.words, choices=node.choices)
    else:
        found = next(
            (one for one in node.choices if isinstance(given, Pressed) and one.key == given.digits), None
        )
    if found is None:
        return None
    details = {"language": found.language}
    return Understood(kind=EventKind.MENU_LANGUAGE, to=node.next, details=details, language=found.language)


def _of_digits(node: Collect, given: Input) -> Understood | None:
    digits = given.digits if isinstance(given, Pressed) else ""
    if not node.least <= len(digits) <= node.most or not set(digits) <= set("0123456789*"):
        return None
    if not check_digits.passes(digits=digits, check=node.check):
        return None
    shown = f"({len(digits)})" if node.secret else digits
    details = {"menu": node.title, "digits": shown}
    return Understood(kind=EventKind.MENU_COLLECTED, to=node.next, details=details, digits=digits)
