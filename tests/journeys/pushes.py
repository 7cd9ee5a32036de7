"""What an open console is told, read where the socket server reads it; and snapshot + events == the new snapshot."""

import json
import re
import time
from datetime import datetime
from typing import Any
from uuid import UUID

import redis
from channels.layers import get_channel_layer
from django.conf import settings

from cc_saas.lib.push import OperatorAudience

PATIENCE = 15.0
JSON = dict[str, Any]


class Pushes:
    """The frames of one operator, from now on."""

    def __init__(self, operator_id: UUID) -> None:
        self.frames: list[JSON] = []
        self._redis = redis.Redis.from_url(settings.REDIS_URL)
        self._channel = self._redis.pubsub()  # type: ignore[no-untyped-call]
        group = OperatorAudience(operator_id).group
        self._channel.subscribe(f"{settings.CHANNEL_PREFIX}__group__{group}")
        self._channel.get_message(timeout=PATIENCE)

    def read(self) -> list[JSON]:
        """Everything that has come so far."""
        while (message := self._channel.get_message(timeout=0)) is not None:
            frame = get_channel_layer().deserialize(message["data"])
            self.frames.append(json.loads(frame["text"]))
        return self.frames

    def facts(self) -> list[JSON]:
        """The numbered ones."""
        return [frame for frame in self.read() if "seq" in frame]

    def types(self) -> list[str]:
        """Their names, in order."""
        return [frame["type"] for frame in self.facts()]

    def until(self, seq: int) -> None:
        """Wait until the fact with this number has come; AssertionError if it does not."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if seq <= max((fact["seq"] for fact in self.facts()), default=0):
                return
            time.sleep(0.005)
        raise AssertionError(f"fact {seq} was never told: {[(f['seq'], f['type']) for f in self.facts()]}")

    def close(self) -> None:
        """Listen no more."""
        self._channel.close()
        self._redis.close()


INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def instants_to_the_millisecond(value: Any) -> Any:
    """REST tells microseconds and a push milliseconds; a page shows neither."""
    if isinstance(value, dict):
        return {key: instants_to_the_millisecond(one) for key, one in value.items()}
    if isinstance(value, list):
        return [instants_to_the_millisecond(one) for one in value]
    if isinstance(value, str) and INSTANT.fullmatch(value):
        return datetime.fromisoformat(value).isoformat(timespec="milliseconds")
    return value


def folded(snapshot: JSON, frames: list[JSON]) -> JSON:
    """The page's own arithmetic: newer facts replace keys. One that was overtaken on its way counts in its place (a page
    would load a new snapshot at the hole); one that never came is a fault.
    """
    now = dict(snapshot)
    for gauge in (frame for frame in frames if "seq" not in frame):
        now |= gauge.get("as", {})
    for fact in sorted((frame for frame in frames if "seq" in frame), key=lambda frame: frame["seq"]):
        if fact["seq"] > now["seq"]:
            assert fact["seq"] == now["seq"] + 1, f"a hole before {fact['type']} {fact['seq']}"
            now |= fact["as"] | {"seq": fact["seq"]}
    return now
