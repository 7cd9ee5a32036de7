"""The console's icons are part of its page: what is drawn when the network has gone cannot ask for a file."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


@cache
def sprite() -> SafeString:
    """Return all icons as symbols, each to be used as `#i-<name>`."""
    return mark_safe((Path(settings.BASE_DIR) / "static" / "img" / "icons.svg").read_text("utf-8"))  # noqa: S308
