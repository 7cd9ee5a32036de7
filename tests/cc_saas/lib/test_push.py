"""A push reaches whoever listens, survives a restart of Redis, and never costs its sender anything."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from channels.layers import channel_layers, get_channel_layer
from django.db import transaction
from pytest_django import Settings

from cc_saas.lib import push, tasks
from cc_saas.lib.circuit import Circuit
from cc_saas.lib.push import OperatorAudience, frame, push_now, push_on_commit
from cc_saas.local.valkey import Valkey
from cc_saas.settings.channels import channel_layers as layers_for

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class OfferMade:
    type: ClassVar[str] = "offer.made"
    seq: int
    as_: dict[str, Any]


@pytest.fixture
def redis_of_its_own(tmp_path: Path, settings: Settings) -> Iterator[Valkey]:
    """A server that the test may kill."""
    server = Valkey(folder=tmp_path / "valkey", logs=tmp_path, durable=False)
    server.start()
    settings.REDIS_URL = server.url()
    settings.CHANNEL_LAYERS = layers_for(server.url())
    _forget_connections()
    yield server
    server.stop()
    _forget_connections()


def _forget_connections() -> None:
    push._client.cache_clear()
    push._circuit = Circuit()
    channel_layers.backends.clear()


def received(
    audience: OperatorAudience, act: Callable[[], Any], *, wait_time: float = 2.0
) -> list[dict[str, Any]]:
    """What a live socket of the audience gets while `act` runs in a thread of its own."""

    async def listen() -> list[dict[str, Any]]:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(audience.group, channel)
        await asyncio.get_running_loop().run_in_executor(None, act)
        found: list[dict[str, Any]] = []
        try:
            while True:
                found.append(await asyncio.wait_for(layer.receive(channel), wait_time))
                wait_time_left = 0.2  # the rest is there already
                found += await _drain(layer, channel, wait_time_left)
                return found
        except TimeoutError:
            return found

    return asyncio.run(listen())


async def _drain(layer: Any, channel: str, wait_time: float) -> list[dict[str, Any]]:
    found = []
    while True:
        try:
            found.append(await asyncio.wait_for(layer.receive(channel), wait_time))
        except TimeoutError:
            return found


def test_the_wire_form() -> None:
    event = OfferMade(seq=7, as_={"offer": {"made_at": AT, "id": UUID(int=1)}})
    assert frame(event) == {
        "type": "offer.made",
        "seq": 7,
        "as": {"offer": {"made_at": AT, "id": UUID(int=1)}},
    }


def test_a_live_socket_gets_the_frame(redis_of_its_own: Valkey) -> None:
    audience = OperatorAudience(uuid4())
    found = received(audience, lambda: push_now(audience=audience, event=OfferMade(seq=1, as_={"x": "ღ"})))
    assert found == [{"type": "push.event", "text": '{"type":"offer.made","seq":1,"as":{"x":"ღ"}}'}]


def test_a_live_socket_gets_frames_again_after_redis_was_killed(redis_of_its_own: Valkey) -> None:
    """Trap 8: under the core layer it would receive none, for ever, without an error anywhere."""
    audience = OperatorAudience(uuid4())

    def restart_and_send() -> None:
        assert redis_of_its_own.process is not None
        redis_of_its_own.process.kill()
        redis_of_its_own.process.wait()
        assert push_now(audience=audience, event=OfferMade(seq=1, as_={})) is False
        redis_of_its_own.start(port=redis_of_its_own.port)
        for seq in range(2, 30):
            push_now(audience=audience, event=OfferMade(seq=seq, as_={}))
            time.sleep(0.2)

    found = received(audience, restart_and_send)
    assert len(found) > 10


def test_the_layer_is_the_one_that_survives(settings: Settings) -> None:
    assert settings.CHANNEL_LAYERS["default"]["BACKEND"] == "channels_redis.pubsub.RedisPubSubChannelLayer"


@pytest.mark.django_db(transaction=True)
def test_only_what_is_committed_is_told(redis_of_its_own: Valkey) -> None:
    audience = OperatorAudience(uuid4())

    def work() -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012 - the block is the test
            push_on_commit(audience=audience, event=OfferMade(seq=1, as_={}))
            1 / 0  # noqa: B018
        with transaction.atomic():
            push_on_commit(audience=audience, event=OfferMade(seq=2, as_={}))

    found = received(audience, work)
    assert [message["text"] for message in found] == ['{"type":"offer.made","seq":2,"as":{}}']


@pytest.mark.django_db(transaction=True)
def test_without_redis_the_sender_goes_on_at_once(redis_of_its_own: Valkey, settings: Settings) -> None:
    redis_of_its_own.stop()
    began = time.monotonic()
    with transaction.atomic():
        for seq in range(20):
            push_on_commit(audience=OperatorAudience(uuid4()), event=OfferMade(seq=seq, as_={}))
    assert time.monotonic() - began < 2.5


@pytest.mark.django_db(transaction=True)
def test_a_task_that_cannot_be_sent_costs_its_sender_nothing(
    redis_of_its_own: Valkey, settings: Settings
) -> None:
    redis_of_its_own.stop()
    settings.CELERY = settings.CELERY | {"broker_url": redis_of_its_own.url()}
    tasks._sender.cache_clear()
    tasks._circuit = Circuit()
    began = time.monotonic()
    with transaction.atomic():
        for _ in range(5):
            tasks.send_on_commit("tenants.accounts.sweep_sessions")
    assert time.monotonic() - began < 5
    tasks._sender.cache_clear()
