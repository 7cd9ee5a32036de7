"""Sound that the carrier fetches: kept on disk under a name made from its content, so that it may be cached for ever.

The name is keyed with the installation's secret: whoever knows the words of an announcement still cannot guess its address.
The folder is a cache. What must survive a lost disk is kept by its owner, who calls `keep` again.
"""

import hashlib
import hmac
import re
import tempfile
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[0-9a-f]{64}")


def folder() -> Path:
    """Return where the files are."""
    return Path(settings.MEDIA_ROOT) / "prompts"


def keep(content: bytes) -> str:
    """Keep a WAV file, unless it is there; return its name, 64 hexadecimal digits."""
    name = hmac.new(settings.SECRET_KEY.encode(), content, hashlib.sha256).hexdigest()
    restore(name=name, content=content)
    return name


def restore(*, name: str, content: bytes) -> None:
    """Put the file back under the name that `keep` gave it; nobody ever sees half of it."""
    target = folder() / f"{name}.wav"
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        file.write(content)
    Path(file.name).replace(target)


def find(name: str) -> Path | None:
    """Return the file of that name, None for an unknown or malformed one."""
    if not NAME.fullmatch(name):
        return None
    file = folder() / f"{name}.wav"
    return file if file.is_file() else None


def path(name: str) -> str:
    """Return the path on the public host at which the carrier fetches the file."""
    return f"/hooks/audio/{name}.wav"
