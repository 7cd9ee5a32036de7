"""Telling browsers after the commit. A push is a hint: what it says can also be read from the database.

It is published straight to Redis in the form of channels_redis's pub/sub layer (`<prefix>__group__<group>`,
serialised by the layer itself): from synchronous code the layer would open an event loop and a connection each time.
"""

import dataclasses
import json
import logging
from functools import cache, partial
from typing import Any, ClassVar, Protocol
from uuid import UUID

import redis
from channels.layers import get_channel_layer
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from cc_saas.lib.circuit import Circuit

logger = logging.getLogger(__name__)

# Seconds that a caller may wait for Redis at most.
PUBLISH_TIME = 1.0
# The consumer's handler is `push_event(self, message)`; message["text"] is the frame, ready to be sent.
MESSAGE_TYPE = "push.event"

_circuit = Circuit()


class Audience(Protocol):
    """Who listens. Group names are made here, on the server, and never from what a browser sends."""

    @property
    def group(self) -> str: ...


@dataclasses.dataclass(frozen=True, slots=True)
class OperatorAudience:
    """The console of one operator."""

    PATTERN: ClassVar[str] = "operator.*"
    operator_id: UUID

    @property
    def group(self) -> str:
        return f"operator.{self.operator_id.hex}"


@dataclasses.dataclass(frozen=True, slots=True)
class UserAudience:
    """Every socket of one signed-in person."""

    user_id: UUID

    @property
    def group(self) -> str:
        return f"user.{self.user_id.hex}"


@dataclasses.dataclass(frozen=True, slots=True)
class ConsolesAudience:
    """Every open console: for gauges that all may see."""

    group: ClassVar[str] = "consoles"


@dataclasses.dataclass(frozen=True, slots=True)
class CompanyAudience:
    """Pages of one company about one topic."""

    schema: str
    topic: str

    @property
    def group(self) -> str:
        return f"t.{self.schema}.{self.topic}"


class Event(Protocol):
    """A frozen dataclass with the wire's `type` ("noun.past"). A field named `as_` is sent as "as"."""

    type: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


def push_on_commit(*, audience: Audience, event: Event) -> None:
    """Send the event once the running transaction has committed; never fails the caller."""
    message = _message(event)
    transaction.on_commit(partial(_publish, audience.group, message), robust=True)


def tell_sockets_on_commit(*, audience: Audience, message: dict[str, Any]) -> None:
    """Like push_on_commit, but for the consumers themselves: `message["type"]` names their handler ("a.b" is `a_b`)."""
    transaction.on_commit(partial(_publish, audience.group, _serialized(message)), robust=True)


def push_now(*, audience: Audience, event: Event) -> bool:
    """Send at once, outside transactions (heartbeats, gauges of the router); whether Redis took it."""
    return _publish(audience.group, _message(event))


def frame(event: Event) -> dict[str, Any]:
    """What the browser receives."""
    # Not `asdict`, which copies every value deep down: the fields are plain already, and are only read.
    return {"type": event.type} | {
        name.rstrip("_"): getattr(event, name) for name in event.__dataclass_fields__
    }


def _message(event: Event) -> bytes:
    text = json.dumps(frame(event), cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return _serialized({"type": MESSAGE_TYPE, "text": text})


def _serialized(message: dict[str, Any]) -> bytes:
    serialized: bytes = get_channel_layer().serialize(message)
    return serialized


def _publish(group: str, message: bytes) -> bool:
    if _circuit.is_open():
        return False
    try:
        _client().publish(f"{settings.CHANNEL_PREFIX}__group__{group}", message)
    except (redis.RedisError, OSError) as error:
        _circuit.failed()
        logger.warning("push not sent", extra={"group": group, "error": type(error).__name__})
        return False
    return True


@cache
def _client() -> "redis.Redis":
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=PUBLISH_TIME, socket_connect_timeout=PUBLISH_TIME, retry=None
    )
