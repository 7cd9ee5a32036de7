"""Speech for languages in which the carrier has no voice: text in, telephone WAV out, without a network."""

import subprocess
import sys
from pathlib import Path

from cc_saas.lib import sound
from cc_saas.lib.languages import primary

PROGRAM = Path(__file__).with_name("espeak.py")
VOICES = {"en": "en", "ru": "ru", "ka": "ka", "zh": "cmn"}
SPEED = 145  # words a minute: slower than the library's 175, because a telephone line blurs
LONGEST_TEXT = 2000  # characters, about two minutes of speech
TIME_LIMIT = 20  # seconds; two minutes of speech take about one
QUIETEST = 0.005  # root mean square: below it nobody hears anything


class SpeechUnavailable(Exception):
    """No voice for this language, no speech library on this machine, or nothing that could be spoken."""


def synthesise(*, text: str, language: str) -> bytes:
    """Return `text` spoken in `language` (BCP 47, the region is ignored) as a WAV file: 8 kHz, 16 bits, mono.

    Raises SpeechUnavailable.
    """
    voice = VOICES.get(primary(language))
    if voice is None:
        raise SpeechUnavailable(f"no voice for {language}")
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise SpeechUnavailable("nothing to say, or too much of it")
    spoken = _speak(text=text, voice=voice)
    rate = int.from_bytes(spoken[:4], "little")
    samples = sound.resampled(sound.from_pcm(spoken[4:]), rate=rate)
    if sound.loudness(samples) < QUIETEST:
        raise SpeechUnavailable("the voice said nothing")
    return sound.wav(sound.normalised(samples))


def _speak(*, text: str, voice: str) -> bytes:
    command = [sys.executable, str(PROGRAM), voice, str(SPEED)]
    try:
        done = subprocess.run(
            command, input=text.encode(), capture_output=True, timeout=TIME_LIMIT, check=True
        )
    except subprocess.CalledProcessError as error:
        raise SpeechUnavailable(error.stderr.decode(errors="replace").strip()) from error
    except (subprocess.TimeoutExpired, OSError) as error:
        raise SpeechUnavailable(str(error)) from error
    if len(done.stdout) <= 4:
        raise SpeechUnavailable("the voice said nothing")
    return done.stdout
