"""Operators who change, as their own requests change them."""

import time
from collections.abc import Sequence
from uuid import UUID

from agents.presence import services as presence
from agents.presence.types import State
from cc_saas.lib import clock
from tests.bench.wall import Change


def change(operator_ids: Sequence[UUID], seconds: float, rate: float) -> list[Change]:
    """Let operators take turns between ready and a break, `rate` changes a second."""
    made: list[Change] = []
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        operator_id = operator_ids[len(made) % len(operator_ids)]
        state = State.BREAK if len(made) // len(operator_ids) % 2 else State.READY
        changed = presence.ask(operator_id=operator_id, state=state, now=clock.now(), lease_time=600)
        made.append((str(operator_id), changed.seq, time.monotonic()))
        time.sleep(max(0.0, began + len(made) / rate - time.monotonic()))
    return made
