"""What a caller said, as one of the choices. Pure."""

import re
from collections.abc import Iterable

from telephony.ivr.nodes import Choice, Tongue

NUMBERS = {
    "en": "zero one two three four five six seven eight nine",
    "ru": "ноль один два три четыре пять шесть семь восемь девять",
    "ka": "ნული ერთი ორი სამი ოთხი ხუთი ექვსი შვიდი რვა ცხრა",
}
"""The keys by name; every language counts for every caller."""

KEY_OF_WORD = {word: str(value) for words in NUMBERS.values() for value, word in enumerate(words.split())}


def chosen(*, speech: str, choices: Iterable[Choice], language: str) -> Choice | None:
    """Return the choice whose words were said, the longest words first, or whose key was named."""
    said = _words(speech)
    named = [(words, choice) for choice in choices for words in _meaning(choice, language)]
    for words, choice in sorted(named, key=lambda pair: -len(pair[0])):
        if words and f" {words} " in f" {said} ":
            return choice
    key = key_named(speech)
    return next((choice for choice in choices if choice.key == key), None) if key else None


def tongue_chosen(*, speech: str, choices: Iterable[Tongue]) -> Tongue | None:
    """Return the language whose key was named."""
    key = key_named(speech)
    return next((choice for choice in choices if choice.key == key), None) if key else None


def key_named(speech: str) -> str:
    """Return the key that was said, as "two" or "2"; "" where none or several were."""
    found = {KEY_OF_WORD.get(word, word) for word in _words(speech).split()}
    keys = [word for word in found if len(word) == 1 and word in "0123456789"]
    return keys[0] if len(keys) == 1 else ""


def hints(*, choices: Iterable[Choice], language: str) -> tuple[str, ...]:
    """Return what the carrier's ear should expect."""
    return tuple(words for choice in choices for words in _meaning(choice, language) if words)


def _meaning(choice: Choice, language: str) -> list[str]:
    own = choice.words.get(language, ())
    return [_words(words) for words in (*own, choice.title)]


def _words(text: str) -> str:
    """Lower case, without punctuation, one space between words; ё counts as е."""
    return " ".join(re.findall(r"[\w*#]+", text.casefold().replace("ё", "е")))
