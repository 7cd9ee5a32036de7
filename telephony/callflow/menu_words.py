"""A company's own words as steps of a document: spoken by the carrier, or played where it has no voice."""

from collections.abc import Iterable, Mapping

from cc_saas.lib import audio_store, voices
from cc_saas.lib import speech as voice
from telephony.callflow import addresses, speech
from telephony.ivr import prompts
from telephony.ivr.instructions import Ask as AskCaller
from telephony.ivr.instructions import Instruction, ReadAnswer, Speak
from telephony.provider.documents import Ask, Document, GoTo, Play, Say, Step
from tenants.knowledge import selectors as knowledge


def spoken(words: Iterable[Instruction], sounds: Mapping[str, str]) -> Document:
    """Return what is heard of these words. Inside the company: an answer is read as it stands now."""
    return [step for one in words if (step := _step(one, sounds)) is not None]


def asked(last: Instruction, sounds: Mapping[str, str], url: str) -> Step:
    """Return the question, or, where nothing is asked, the way on when what was said has been heard."""
    if not isinstance(last, AskCaller):
        return GoTo(url)
    said = tuple(step for step in spoken(last.words, sounds) if isinstance(step, Say | Play))
    language = speech.voice_language(last.language) if last.speech else ""
    return Ask(
        spoken=said, answer_url=url, wait=last.wait, most=last.most, finish=last.finish, speech_language=language,
        hints=last.hints,
    )  # fmt: skip


def _step(words: Instruction, sounds: Mapping[str, str]) -> Say | Play | None:
    if isinstance(words, Speak):
        return _said(words.text, words.language, sounds)
    if isinstance(words, ReadAnswer):
        text = knowledge.spoken_answer(question_id=words.question)
        return _said(text, words.language, sounds) if text else None
    return None


def _said(text: str, language: str, sounds: Mapping[str, str]) -> Say | Play | None:
    if voices.spoken_by_carrier(language):
        return Say(text, speech.voice_language(language))
    name = sounds.get(prompts.key(language=language, text=text)) or _made_now(text, language)
    return Play(addresses.public(audio_store.path(name))) if name else None


def _made_now(text: str, language: str) -> str:
    """An answer that was written after the menu: its sound is made when it is first needed."""
    try:
        return prompts.sound(language=language, text=text)
    except voice.SpeechUnavailable:
        return ""
