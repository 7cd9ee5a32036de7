"""WAV: how long a file lasts, and files made here (a tone for a recording, soft music for those who wait)."""

import io
import math
import struct
import wave

RATE = 8000
MP3_BYTES_PER_SECOND = 16000
WAITING_CHORD = (220.0, 277.18, 329.63)
WAITING_TIME = 8


def duration(body: bytes, content_type: str = "") -> float:
    """Seconds of a sound; for what is not WAV an estimate from its size."""
    try:
        with wave.open(io.BytesIO(body)) as sound:
            return float(sound.getnframes()) / (sound.getframerate() or RATE)
    except (wave.Error, EOFError):
        return len(body) / MP3_BYTES_PER_SECOND


def tone(seconds: float, pitch: float = 440.0, volume: float = 0.1) -> bytes:
    """A mono WAV of one quiet tone."""
    return _wav([volume * math.sin(2 * math.pi * pitch * n / RATE) for n in range(int(seconds * RATE))])


def waiting_music() -> bytes:
    """A mono WAV that may be looped: a soft chord that swells and fades."""
    total = WAITING_TIME * RATE
    return _wav([_swell(n, total) * sum(_note(n, pitch) for pitch in WAITING_CHORD) for n in range(total)])


def _note(n: int, pitch: float) -> float:
    return math.sin(2 * math.pi * pitch * n / RATE) / len(WAITING_CHORD)


def _swell(n: int, total: int) -> float:
    return 0.15 * math.sin(math.pi * (n % (total // 4)) / (total // 4))


def _wav(samples: list[float]) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(b"".join(struct.pack("<h", int(max(-1.0, min(1.0, s)) * 32767)) for s in samples))
    return buffer.getvalue()
