"""What callers hear, as steps of a document: spoken where the carrier has a voice, played from a file where not."""

from collections.abc import Sequence

from cc_saas.lib import voices
from telephony.callflow import addresses, prompts
from telephony.callflow.prompts import Prompt
from telephony.provider.documents import Play, Say, Step
from tenants.knowledge.types import Words


def prompt(key: Prompt, language: str, *, minutes: int | None = None) -> Say | Play:
    """Return one of the house's own sentences in the caller's language."""
    audio = prompts.audio(key, language, minutes=minutes)
    if audio is not None:
        return Play(addresses.sound(audio))
    return Say(prompts.text(key, language, minutes=minutes), voice_language(language))


def prompts_in_a_row(keys: Sequence[Prompt], language: str) -> list[Say | Play]:
    """Return several words in a row: one breath where the carrier speaks, a file each where it does not."""
    if not keys or prompts.audio(keys[0], language) is not None:
        return [prompt(key, language) for key in keys]
    words = ", ".join(prompts.text(key, language).rstrip(".") for key in keys)
    return [Say(f"{words}.", voice_language(language))]


def announcement(words: Words) -> Step | None:
    """Return what the company wants every caller to hear first, if it wants anything that can be heard."""
    if words.announcement_audio:
        return Play(addresses.public(words.announcement_audio))
    if not words.announcement or not voices.spoken_by_carrier(words.language):
        return None
    return Say(words.announcement, voice_language(words.language))


def ringing(country: str | None, *, times: int) -> Step:
    """Return the ringing tone that callers of this country (ISO 3166) know."""
    return Play(addresses.sound(prompts.ringback(country)), loop=times)


def hold_music() -> Step:
    """Return what a caller on hold hears, until she is taken back."""
    return Play(addresses.sound(prompts.HOLD_MUSIC), loop=0)


def music(*, times: int) -> Step:
    """Return what a waiting caller hears in place of ringing."""
    return Play(addresses.sound(prompts.HOLD_MUSIC), loop=times)


def voice_language(language: str) -> str:
    """Return the language as voices are named, with a region."""
    return prompts.LOCALES.get(prompts.base(language), language) if "-" not in language else language
