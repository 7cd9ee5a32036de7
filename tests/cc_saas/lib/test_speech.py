"""Speech without a network."""

import math

import pytest

from cc_saas.lib import sound, speech


@pytest.mark.parametrize(
    ("language", "text"),
    [("ka", "გმადლობთ ლოდინისთვის."), ("ru", "Спасибо за ожидание."), ("en-GB", "Thank you for waiting.")],
)
def test_a_sentence_can_be_heard(language: str, text: str) -> None:
    content = speech.synthesise(text=text, language=language)
    assert 0.7 < sound.playing_time(content) < 4
    assert sound.loudness(sound.samples_of(content)) > 0.02


def test_more_words_take_longer() -> None:
    short, long = (speech.synthesise(text="გამარჯობა. " * times, language="ka") for times in (1, 4))
    assert sound.playing_time(long) > 3 * sound.playing_time(short)


@pytest.mark.parametrize(
    ("language", "text"), [("xx", "Hello."), ("ka", "   "), ("ka", "ა" * 2001), ("en", "...")]
)
def test_what_cannot_be_spoken_says_so(language: str, text: str) -> None:
    with pytest.raises(speech.SpeechUnavailable):
        speech.synthesise(text=text, language=language)


@pytest.mark.parametrize(("frequency", "loudness"), [(1000, 0.707), (3000, 0.707), (6000, 0.0)])
def test_resampling_keeps_what_a_telephone_carries_and_nothing_else(frequency: int, loudness: float) -> None:
    tone = [math.sin(2 * math.pi * frequency * i / 22050) for i in range(22050)]
    there = sound.resampled(tone, rate=22050)
    assert len(there) == 8000
    assert sound.loudness(there) == pytest.approx(loudness, abs=0.02)
