"""What a development machine remembers between starts, and tells `manage.py` run by hand.

The file is `CC_DATA_DIR/environment.json` (0600). Production never reads it.
"""

import json
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_MADE_ONCE: dict[str, Callable[[], str]] = {
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
    """The secrets of this folder, made at its first start: signed sessions and the carrier's account stay valid."""
    path = folder / "secrets.json"
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    complete = {name: known.get(name) or make() for name, make in _MADE_ONCE.items()}
    if complete != known:
        _replace(path, complete)
    return complete


def assemble(*, folder: Path, port: int, simulated: bool) -> dict[str, str]:
    """Everything that the product's processes are told; what the environment says already wins.

    Without the simulator no carrier's account is made up: whoever names a carrier names the account too.
    """
    made = recall(folder=folder)
    if not simulated:
        made = {name: value for name, value in made.items() if not name.startswith("TWILIO_")}
    values = made | {
        "DJANGO_SETTINGS_MODULE": "cc_saas.settings.dev",
        "CC_DATA_DIR": str(folder),
        "CC_PORT": str(port),
        "PUBLIC_BASE_URL": f"http://localhost:{port}",
        "CC_WS_URL": f"ws://localhost:{port + 1}",
        "PROMETHEUS_MULTIPROC_DIR": str(_empty_folder(folder / "metrics")),
    }
    if simulated:
        simulator = f"http://localhost:{port + 2}"
        values |= {
            "TWILIO_API_BASE_URL": simulator,
            "CC_SIMULATOR_URL": simulator,
            "CC_SOFTPHONE": "simulator",
        }
    given = {
        name: text for name in values if (text := os.environ.get(name, "").strip()) and name != "CC_DATA_DIR"
    }
    return values | given


def _empty_folder(path: Path) -> Path:
    """Counters of processes that are gone would be added to those of today."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(mode=0o700)
    return path


def write(*, folder: Path, values: dict[str, str]) -> None:
    """Tell `manage.py` run by hand where everything is."""
    _replace(folder / "environment.json", values)


def _replace(path: Path, values: dict[str, str]) -> None:
    """In one step, and nobody else may read it."""
    unfinished = path.with_suffix(".new")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(values, file, indent=2, sort_keys=True)
        file.write("\n")
    unfinished.rename(path)
