"""What the environment says, checked at start: a wrong value stops the process with a sentence naming the variable.

Outside production a variable that is not set is looked up in CC_DATA_DIR/environment.json, which the supervisor
writes, so that `manage.py` by hand finds the running services.
"""

import json
import os
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parents[2]
IS_PRODUCTION = os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".production")


def data_dir() -> Path:
    """The folder of everything this machine keeps; relative values count from the project's folder."""
    return (BASE_DIR / os.environ.get("CC_DATA_DIR", ".local")).resolve()


@cache
def _written_by_supervisor() -> dict[str, str]:
    try:
        found = json.loads((data_dir() / "environment.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in found.items() if value is not None}


def read(name: str, default: str = "") -> str:
    """The variable's text without surrounding blanks; unset and empty are the same."""
    value = os.environ.get(name, "").strip()
    if not value and not IS_PRODUCTION:
        value = _written_by_supervisor().get(name, "").strip()
    return value or default


def required(name: str, *, why: str) -> str:
    """Raises ImproperlyConfigured where the variable is missing; `why` says what it is for."""
    value = read(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {why}.")
    return value


def whole_number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    text = read(name, str(default))
    if not text.isdecimal() or not least <= int(text) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {text!r}.")
    return int(text)


def one_of(name: str, choices: Iterable[str], default: str) -> str:
    value = read(name, default)
    allowed = list(choices)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def matching(name: str, pattern: str, default: str = "", *, meaning: str) -> str:
    """The variable where it matches the whole pattern; unset gives the default unchecked."""
    value = read(name)
    if not value:
        return default
    if not re.fullmatch(pattern, value):
        raise ImproperlyConfigured(f"{name} must be {meaning}.")
    return value


def url(name: str, default: str = "", *, schemes: Iterable[str]) -> str:
    """An absolute URL without a trailing slash; credentials in it are never repeated in the error."""
    value = read(name, default).rstrip("/")
    if value and not _is_url(value, set(schemes)):
        raise ImproperlyConfigured(f"{name} must be an absolute URL with {' or '.join(sorted(schemes))}.")
    return value


def _is_url(value: str, schemes: set[str]) -> bool:
    try:
        parts: SplitResult = urlsplit(value)
        parts.port  # noqa: B018 - reading it is the check: a port that is no number raises
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname or parts.path or parts.query)
