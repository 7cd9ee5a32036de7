"""Operators take turns between ready and a break: `python -m tests.bench.changing <seconds> <a second>`, ids on stdin.

Prints `[[operator, seq, monotonic seconds of the commit], ...]`.
"""

import json
import os
import sys
from uuid import UUID

import django

from tests.bench.stage_core import SERVER_CORE

os.environ.setdefault("CC_ROLE", "web")
django.setup()

from tests.bench.changes import change  # noqa: E402

if __name__ == "__main__":
    os.sched_setaffinity(0, {SERVER_CORE})
    ids = [UUID(line.strip()) for line in sys.stdin if line.strip()]
    made = change(ids, float(sys.argv[1]), float(sys.argv[2]))
    print(json.dumps(made))
