"""What callers hear from the house: right words, and a sound file wherever the carrier cannot speak."""

import itertools
import wave
from pathlib import Path

import pytest

from cc_saas.lib import sound, tones, voices
from telephony.callflow import prompts
from telephony.callflow.prompts import Prompt

STATIC = Path(__file__).resolve().parents[3] / "static"
TONES = ["prompts/beep.wav", "prompts/hold.wav", *(f"prompts/ringback-{c}.wav" for c in tones.RINGBACKS)]
RECORDINGS = [f"prompts/{lang}/{name}" for lang in voices.VOICELESS for name in prompts.recordings(lang)]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "через одну минуту"),
        (2, "через две минуты"),
        (4, "через четыре минуты"),
        (5, "через пять минут"),
        (10, "через десять минут"),
        (11, "больше десяти минут"),
    ],
)
def test_russian_minutes_are_declined(minutes: int, words: str) -> None:
    assert words in prompts.text("expected_wait", "ru", minutes=minutes)


@pytest.mark.parametrize(
    ("number", "form"), [(1, "a"), (2, "b"), (5, "c"), (11, "c"), (12, "c"), (21, "a"), (22, "b"), (111, "c")]
)
def test_russian_nouns_follow_their_number(number: int, form: str) -> None:
    assert prompts.russian_plural(number, one="a", few="b", many="c") == form


def test_every_sentence_exists_in_every_language() -> None:
    for language in prompts.SENTENCES:
        said = {prompts.text(key, language, minutes=3) for key in Prompt}
        assert len(said) == len(Prompt)
        assert all(sentence.endswith(".") and "{" not in sentence for sentence in said)


def test_a_caller_of_a_language_we_do_not_speak_hears_english() -> None:
    assert prompts.text(Prompt.GOODBYE, "fi-FI") == "Thank you for calling. Goodbye."


def test_georgian_is_played_and_the_others_are_spoken() -> None:
    assert prompts.audio("patience", "ka-GE") == "prompts/ka/patience.wav"
    assert prompts.audio("expected_wait", "ka", minutes=3) == "prompts/ka/expected_wait_3.wav"
    assert prompts.audio("expected_wait", "ka", minutes=40) == "prompts/ka/expected_wait_more.wav"
    assert prompts.audio("patience", "ru") is None
    assert prompts.audio("patience", "en-GB") is None


def test_a_sentence_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not a valid Prompt"):
        prompts.text("hello", "en")
    with pytest.raises(ValueError, match="minutes"):
        prompts.text("expected_wait", "en")


@pytest.mark.parametrize("name", TONES + RECORDINGS)
def test_every_sound_file_is_there_and_can_be_heard_on_a_telephone(name: str) -> None:
    with wave.open(str(STATIC / name)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (8000, 1, 2)
    content = (STATIC / name).read_bytes()
    assert len(content) < 400_000
    assert 0.3 < sound.playing_time(content) < 25
    assert 0.02 < sound.loudness(sound.samples_of(content)) < 0.4


def test_no_sound_file_is_left_over() -> None:
    there = {str(path.relative_to(STATIC)) for path in (STATIC / "prompts").rglob("*.wav")}
    assert there == set(TONES + RECORDINGS)


@pytest.mark.parametrize(
    ("country", "cadence"),
    [("eu", [1, 4]), ("ru", [0.8, 3.2]), ("uk", [0.4, 0.2, 0.4, 2]), ("us", [2, 4])],
)
def test_ringing_has_its_country_s_cadence(country: str, cadence: list[float]) -> None:
    samples = sound.samples_of((STATIC / f"prompts/ringback-{country}.wav").read_bytes())
    frame = sound.RATE // 50
    loud = [sound.loudness(samples[i : i + frame]) > 0.01 for i in range(0, len(samples) - frame + 1, frame)]
    lengths = [1]
    for before, after in itertools.pairwise(loud):
        lengths[-1] += before == after
        lengths += [1] if before != after else []
    assert [length / 50 for length in lengths] == pytest.approx(cadence, abs=0.05)


@pytest.mark.parametrize(
    ("country", "group"), [("GE", "eu"), ("DE", "eu"), (None, "eu"), ("RU", "ru"), ("GB", "uk"), ("US", "us")]
)
def test_callers_hear_the_ringing_they_know(country: str | None, group: str) -> None:
    assert prompts.ringback(country) == f"prompts/ringback-{group}.wav"
