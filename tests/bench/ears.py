"""The other end of a listener process: waits for its lines."""

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping

from cc_saas.local.roles import ROOT


class Ears:
    """One listener. `heard` gives the instant (monotonic ns) at which a line with this beginning arrived."""

    def __init__(self, *words: str, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.listener", *words],
            env=os.environ | dict(environment), cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._lines: queue.Queue[tuple[int, str]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.heard("listening")

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            at, _space, text = line.strip().partition(" ")
            self._lines.put((int(at), text))

    def heard(self, beginning: str, *, within: float = 20.0) -> int:
        """Wait for it; what comes before is passed over."""
        deadline = time.monotonic() + within
        while True:
            at, text = self._lines.get(timeout=max(0.001, deadline - time.monotonic()))
            if text.startswith(beginning):
                return at

    def close(self) -> None:
        """Stop listening."""
        self._process.kill()
        self._process.wait()
