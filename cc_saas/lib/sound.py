"""Telephone sound: 8 kHz, 16 bits, one channel, in plain Python. Samples are floats between -1 and 1 inside, WAV outside.

8 kHz is what the telephone network carries (ITU-T G.711): more would be thrown away by the carrier.
"""

import io
import math
import wave
from array import array
from collections.abc import Sequence
from functools import lru_cache

RATE = 8000  # samples a second
REACH = 12  # zero crossings on each side of the resampling filter: inaudible aliasing, a second of speech in 0.1 s
FULL_SCALE = 32767

Samples = Sequence[float]


def wav(samples: Samples, *, rate: int = RATE) -> bytes:
    """Return a WAV file (PCM, 16 bits, mono) of the samples; what is louder than 1 is cut."""
    pcm = array("h", (round(max(-1.0, min(1.0, s)) * FULL_SCALE) for s in samples))
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(pcm.tobytes())
    return file.getvalue()


def samples_of(content: bytes) -> list[float]:
    """Return the samples of a mono 16-bit WAV file. Raises wave.Error for anything else."""
    with wave.open(io.BytesIO(content), "rb") as file:
        if file.getnchannels() != 1 or file.getsampwidth() != 2:
            raise wave.Error("not 16 bits mono")
        return from_pcm(file.readframes(file.getnframes()))


def from_pcm(content: bytes) -> list[float]:
    """Return the samples of raw 16-bit little-endian PCM."""
    pcm = array("h")
    pcm.frombytes(content[: len(content) // 2 * 2])
    return [value / FULL_SCALE for value in pcm]


def playing_time(content: bytes) -> float:
    """Return the length of a WAV file in seconds."""
    with wave.open(io.BytesIO(content), "rb") as file:
        return file.getnframes() / file.getframerate()


def loudness(samples: Samples) -> float:
    """Return the root mean square of the samples, 0 for silence."""
    return math.sqrt(sum(s * s for s in samples) / len(samples)) if samples else 0.0


def normalised(samples: Samples, *, peak: float = 0.7) -> list[float]:
    """Return the samples scaled so that the loudest stands at `peak`."""
    loudest = max((abs(s) for s in samples), default=0.0)
    return [s * peak / loudest for s in samples] if loudest else list(samples)


@lru_cache(maxsize=256)
def _taps(phase: int, up: int, cutoff: float) -> tuple[float, ...]:
    """Return the weights of the input samples around an output that falls `phase / up` after one of them."""
    half = math.ceil(REACH / cutoff)
    weights = []
    for offset in range(-half, half + 1):
        x = offset - phase / up
        window = 0.5 + 0.5 * math.cos(math.pi * max(-1.0, min(1.0, x / (half + 1))))
        angle = math.pi * x * cutoff
        weights.append(cutoff * window * (math.sin(angle) / angle if angle else 1.0))
    return tuple(weights)


def resampled(samples: Samples, *, rate: int) -> list[float]:
    """Return the samples, taken at `rate` Hz, at 8 kHz: a windowed sinc that removes what 8 kHz cannot carry."""
    if rate == RATE:
        return list(samples)
    common = math.gcd(rate, RATE)
    up, down = RATE // common, rate // common
    cutoff = min(1.0, 0.95 * RATE / rate)
    half = math.ceil(REACH / cutoff)
    padded = [0.0] * half + list(samples) + [0.0] * (half + 1)
    result = []
    for n in range(len(samples) * up // down):
        start, phase = divmod(n * down, up)
        taps = _taps(phase, up, cutoff)
        result.append(sum(map(float.__mul__, taps, padded[start : start + len(taps)])))
    return result
