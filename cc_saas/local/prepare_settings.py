"""Reads the environment as the product will: `python -m cc_saas.local.prepare_settings`, before anything is started.

A process of its own, as preparing the database is. What is wrong: one sentence on stderr, and exit code 1.
"""

import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def main() -> int:
    """Answers the exit code."""
    try:
        settings.INSTALLED_APPS  # noqa: B018  (reading one reads all)
    except ImproperlyConfigured as problem:
        print(problem, file=sys.stderr, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
