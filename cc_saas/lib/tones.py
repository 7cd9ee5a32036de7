"""Tones and music made from arithmetic: ringing as each country knows it, the beep before a message, the music of a hold.

Cadences and frequencies are those of ITU-T E.180, supplement 2 ("Various tones used in national networks").
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cc_saas.lib.sound import RATE, normalised

EDGE_TIME = 0.005  # seconds over which a tone rises and falls: without it every edge clicks
BAR_TIME = 4.0  # seconds
BEEP_TIME = 0.4
NOTE_TIME = 2.2
A4 = 440.0


@dataclass(frozen=True)
class Cadence:
    """What one ring is made of: frequencies in Hz that sound together, and (sound, silence) lengths in seconds."""

    frequencies: tuple[float, ...]
    pulses: tuple[tuple[float, float], ...]


RINGBACKS = {
    "eu": Cadence((425.0,), ((1.0, 4.0),)),
    "ru": Cadence((425.0,), ((0.8, 3.2),)),
    "uk": Cadence((400.0, 450.0), ((0.4, 0.2), (0.4, 2.0))),
    "us": Cadence((440.0, 480.0), ((2.0, 4.0),)),
}

# One bar each, as semitones from A4: A flat major over F minor, D flat and E flat; broken upwards, never loud.
BARS: tuple[tuple[int, ...], ...] = (
    (-25, -13, -9, -6, -1, -6),
    (-28, -16, -13, -9, -4, -9),
    (-20, -8, -4, -1, 3, -1),
    (-18, -11, -6, -2, 1, -2),
    (-25, -13, -6, -1, 3, -1),
    (-18, -11, -6, -2, 4, -2),
)


def tone(*, frequencies: Sequence[float], time: float) -> list[float]:
    """Return the frequencies (Hz) sounding together for `time` seconds, with soft edges, peak below 1."""
    count = round(time * RATE)
    edge = EDGE_TIME * RATE
    turns = [2 * math.pi * f / RATE for f in frequencies]
    return [
        min(1.0, i / edge, (count - 1 - i) / edge) * sum(math.sin(turn * i) for turn in turns) / len(turns)
        for i in range(count)
    ]


def ringback(*, country: str) -> list[float]:
    """Return one full cadence of the ringing tone of `country`, a key of RINGBACKS: to be played in a loop."""
    cadence = RINGBACKS[country]
    samples: list[float] = []
    for sounding, silent in cadence.pulses:
        samples += tone(frequencies=cadence.frequencies, time=sounding)
        samples += [0.0] * round(silent * RATE)
    return [0.35 * s for s in samples]


def beep() -> list[float]:
    """Return the tone after which a caller speaks her message."""
    return [0.4 * s for s in tone(frequencies=(880.0,), time=BEEP_TIME)]


def _note(semitones: int) -> list[float]:
    """Return one struck note: a fundamental and two overtones that die away, the higher the sooner."""
    turn = 2 * math.pi * A4 * 2 ** (semitones / 12) / RATE
    rise = 0.012 * RATE
    samples = []
    for i in range(round(NOTE_TIME * RATE)):
        t = i / RATE
        body = math.sin(turn * i) * math.exp(-1.6 * t)
        body += 0.28 * math.sin(2 * turn * i) * math.exp(-3.2 * t)
        body += 0.08 * math.sin(3 * turn * i) * math.exp(-6 * t)
        samples.append(min(1.0, i / rise, (NOTE_TIME - t) / 0.2) * body)
    return samples


def hold_music() -> list[float]:
    """Return a calm figure of six bars that ends where it begins: to be played in a loop."""
    length = round(BAR_TIME * RATE) * len(BARS)
    samples = [0.0] * length
    for bar, notes in enumerate(BARS):
        step = BAR_TIME / len(notes)
        for place, semitones in enumerate(notes):
            start = round((bar * BAR_TIME + place * step) * RATE)
            loud = 0.9 if place == 0 else 0.6
            for i, s in enumerate(_note(semitones)):
                samples[(start + i) % length] += loud * s  # the tail of the last bar falls into the first
    return normalised(samples, peak=0.3)
