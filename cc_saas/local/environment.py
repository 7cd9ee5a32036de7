"""What a development machine remembers between starts, and tells `manage.py` run by hand.

The file is `CC_DATA_DIR/environment.json` (0600). Production never reads it.
"""

import json
import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_MADE_ONCE = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(48),
    "TWILIO_ACCOUNT_SID": lambda: f"AC{secrets.token_hex(16)}",
    "TWILIO_AUTH_TOKEN": lambda: secrets.token_hex(16),
    "TWILIO_API_KEY_SID": lambda: f"SK{secrets.token_hex(16)}",
    "TWILIO_API_KEY_SECRET": lambda: secrets.token_urlsafe(24),
}


def data_folder() -> Path:
    """CC_DATA_DIR, or `.local`; relative values count from the project's folder."""
    given = os.environ.get("CC_DATA_DIR", "").strip() or ".local"
    return (ROOT / given).resolve()


def recall(*, folder: Path) -> dict[str, str]:
    """What was written last, with the secrets that are made once per folder."""
    path = folder / "environment.json"
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    return {name: known.get(name) or make() for name, make in _MADE_ONCE.items()}


def write(*, folder: Path, values: dict[str, str]) -> None:
    """Replace the file in one step; nobody else may read it."""
    unfinished = folder / "environment.json.new"
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(values, file, indent=2, sort_keys=True)
        file.write("\n")
    unfinished.rename(folder / "environment.json")
