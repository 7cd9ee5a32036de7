#!/usr/bin/env python
"""Django's command line; with no other settings named it finds the services that `make run` started."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cc_saas.settings.dev")
    if sys.argv[1:2] == ["run_router"]:  # its time limits, and how /readyz finds it among the connections
        os.environ.setdefault("CC_ROLE", "router")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
