"""The sound of what a menu says, in languages that the carrier does not speak: made once, kept for ever."""

import hashlib
from collections.abc import Iterable, Iterator

from cc_saas.lib import audio_store, speech, voices
from telephony.ivr.models import Prompt
from telephony.ivr.nodes import Flow

Sounds = dict[str, str]
"""Name in the audio store by `key` of language and text."""


def key(*, language: str, text: str) -> str:
    """Return what names a sentence in a language."""
    return f"{language}:{_hash(text)[:32]}"


def sounds_of(flow: Flow) -> Sounds:
    """Make the sound of every sentence that needs one. Raises speech.SpeechUnavailable."""
    return {
        key(language=language, text=text): sound(language=language, text=text)
        for language, text in _mute(flow)
    }


def sound(*, language: str, text: str) -> str:
    """Return the name of a sentence's sound; it is made where it is not there yet. Raises speech.SpeechUnavailable."""
    found = Prompt.objects.filter(language=language, text_hash=_hash(text)).first()
    if found is not None:
        audio_store.restore(name=found.audio, content=bytes(found.wav))
        return found.audio
    wav = speech.synthesise(text=text, language=language)
    name = audio_store.keep(wav)
    made = Prompt(language=language, text_hash=_hash(text), text=text, audio=name, wav=wav)
    Prompt.objects.bulk_create([made], ignore_conflicts=True)
    return name


def restore(names: Iterable[str]) -> None:
    """Put sounds that are missing on the disk back from their rows."""
    missing = [name for name in names if audio_store.find(name) is None]
    for prompt in Prompt.objects.filter(audio__in=missing) if missing else ():
        audio_store.restore(name=prompt.audio, content=bytes(prompt.wav))


def _mute(flow: Flow) -> Iterator[tuple[str, str]]:
    """Every sentence that the carrier cannot speak."""
    for node in flow.nodes.values():
        for _field, texts, _needed in node.texts():
            for language, text in texts.items():
                if not voices.spoken_by_carrier(language):
                    yield language, text


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
