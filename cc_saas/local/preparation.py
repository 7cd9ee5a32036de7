"""Runs cc_saas.local.prepare_settings and prepare_database beside the supervisor, and passes on the one sentence that it fails with."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from threading import Event

from cc_saas.local.errors import LocalProblem
from cc_saas.local.processes import start_process, stop_process
from cc_saas.local.roles import ROOT

_LOOK = 0.05


def prepare(what: str, *, environment: Mapping[str, str], ended: Event) -> None:
    """Check the `settings` or bring the `database` up to date; returns early when a signal came.

    Raises LocalProblem when it fails.
    """
    with tempfile.TemporaryFile() as errors:
        process = start_process(
            command=[sys.executable, "-W", "ignore", "-m", f"cc_saas.local.prepare_{what}"],
            environment=os.environ | dict(environment) | {"CC_ROLE": "command", "PYTHONUNBUFFERED": "1"},
            output=None,
            errors=errors.fileno(),
            death_signal=signal.SIGKILL,
            directory=ROOT,
        )
        while process.poll() is None and not ended.wait(_LOOK):
            pass
        stop_process(process, with_signal=signal.SIGTERM, patience=3.0)
        if process.returncode != 0 and not ended.is_set():
            errors.seek(0)
            raise LocalProblem(_sentence(errors.read().decode(errors="replace"), process))


def _sentence(told: str, process: "subprocess.Popen[bytes]") -> str:
    """Its own last line; a traceback's one without the exception's module."""
    lines = told.strip().splitlines()
    if not lines:
        return f"The preparation ended with {process.returncode}: look at DATABASE_URL."
    if not any(line.startswith("Traceback") for line in lines):
        return lines[-1]
    return told + "\nThe preparation of the database failed: see above, or set CC_DATA_DIR to a new folder."
