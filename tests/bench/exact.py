"""A million random events against two routers that are killed in the middle, or as many as the time allows.

`CC_SEED` is the first run's seed (1), `CC_EVENTS` how many are wanted, `CC_MINUTES` for how long at most. A run has a
seed of its own and is told when it has ended: whoever was stopped goes on with the next seed.
"""

import os
import re
import subprocess
import sys
import time

from cc_saas.local.roles import ROOT
from tests.bench.report import Measure

WANTED, SECONDS = int(os.environ.get("CC_EVENTS", "1000000")), 60 * float(os.environ.get("CC_MINUTES", "40"))
TOLD = re.compile(r"(\d+) of \d+$")


def measure() -> list[Measure]:
    """How many were played without a fault; the first fault ends it, with its seed and its story on the screen."""
    began, played = time.monotonic(), 0
    seed = os.environ.get("CC_SEED", "1")
    words = [sys.executable, "-m", "tests.exact", str(WANTED), seed]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    for line in process.stdout:
        print(line, end="", flush=True)
        told = TOLD.search(line)
        played = int(told.group(1)) if told else played
        if time.monotonic() - began > SECONDS:
            process.terminate()
            break
    is_whole = process.wait() == 0 or time.monotonic() - began > SECONDS
    took = time.monotonic() - began
    return [
        Measure(name="random events without a fault", value=played, at_least=WANTED,
                details={"a second": played / took, "minutes": took / 60}),
        Measure(name="faults in them", value=0 if is_whole else 1, at_most=0.5),
    ]  # fmt: skip
