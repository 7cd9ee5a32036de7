"""A program of its own, not a module to import: text on stdin, raw speech on stdout, by the espeak-ng library.

It runs in a process of its own because the library keeps global state, is not safe between threads, and a fault in
its C code must not end a web process. Usage: `python espeak.py <voice> <words per minute>`.
Out: 4 bytes little-endian sample rate (Hz), then 16-bit little-endian mono samples.
Constants are those of espeak-ng's speak_lib.h.
"""

import ctypes
import sys

import espeakng_loader  # type: ignore[import-untyped]

AUDIO_OUTPUT_SYNCHRONOUS = 2
INITIALIZE_DONT_EXIT = 0x8000
CHARACTERS_UTF8 = 1
PARAMETER_RATE = 1
POSITION_CHARACTER = 1
EE_OK = 0

Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


def open_library() -> tuple[ctypes.CDLL, int]:
    """Load the bundled library; return it and its sample rate in Hz. Ends the program where it cannot."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    data = str(espeakng_loader.get_data_path()).encode()
    rate = library.espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, data, INITIALIZE_DONT_EXIT)
    if rate <= 0:
        sys.exit("espeak-ng found no voices")
    return library, int(rate)


def speak(library: ctypes.CDLL, *, text: bytes, voice: bytes, speed: int) -> bytes:
    """Return the samples of `text` spoken by `voice` at `speed` words per minute."""
    samples = bytearray()

    def collect(wave: int | None, count: int, _events: int | None) -> int:
        if wave and count > 0:
            samples.extend(ctypes.string_at(wave, count * 2))
        return 0

    callback = Callback(collect)  # a name, so that it outlives the call below
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(voice) != EE_OK:
        sys.exit(f"no voice {voice.decode()}")
    library.espeak_SetParameter(PARAMETER_RATE, speed, 0)
    library.espeak_Synth(text, len(text) + 1, 0, POSITION_CHARACTER, 0, CHARACTERS_UTF8, None, None)
    library.espeak_Synchronize()
    return bytes(samples)


def main() -> None:
    voice, speed = sys.argv[1].encode(), int(sys.argv[2])
    library, rate = open_library()
    spoken = speak(library, text=sys.stdin.buffer.read(), voice=voice, speed=speed)
    sys.stdout.buffer.write(rate.to_bytes(4, "little") + spoken)


if __name__ == "__main__":
    main()
