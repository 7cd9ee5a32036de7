"""`manage.py render_prompts`: make static/prompts/ again, the sounds that callers hear, from words and arithmetic."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from cc_saas.lib import sound, speech, tones, voices
from telephony.callflow import prompts
from tenants.accounts.doors import declares
from tenants.accounts.types import Scope


def render(*, folder: Path, language: str | None = None) -> list[Path]:
    """Write every prompt of the languages without a carrier's voice (or of `language` alone), and the tones; return the files."""
    languages = [language] if language else sorted(voices.VOICELESS)
    spoken = [path for name in languages for path in _speech(folder=folder / name, language=name)]
    return spoken + _tones(folder=folder)


def _speech(*, folder: Path, language: str) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    recordings = prompts.recordings(language)
    for name, words in recordings.items():
        (folder / name).write_bytes(speech.synthesise(text=words, language=language))
    return [folder / name for name in recordings]


def _tones(*, folder: Path) -> list[Path]:
    sounds = {f"ringback-{country}.wav": tones.ringback(country=country) for country in tones.RINGBACKS}
    sounds |= {"beep.wav": tones.beep(), "hold.wav": tones.hold_music()}
    for name, samples in sounds.items():
        (folder / name).write_bytes(sound.wav(samples))
    return [folder / name for name in sounds]


@declares(scope=Scope.PUBLIC)
@declares(scope=Scope.PLATFORM)
class Command(BaseCommand):
    """Regenerates the sound files; better recordings under the same names may replace them by hand."""

    help = "Make the sound files in static/prompts again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let one choose a folder, and a single language."""
        parser.add_argument("--folder", type=Path, default=Path(settings.BASE_DIR) / "static" / "prompts")
        parser.add_argument("--language", choices=sorted(prompts.SENTENCES))

    def handle(self, *args: Any, folder: Path, language: str | None, **options: Any) -> None:
        """Render, and say what was written."""
        for path in render(folder=folder, language=language):
            self.stdout.write(f"{path}  {sound.playing_time(path.read_bytes()):.1f} s")
