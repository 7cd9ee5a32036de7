"""Frames of the open floors: one reading for all, at most four a second each, and the truth soon."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync
from channels.layers import channel_layers
from django.db import connection

from cc_saas.asgi import application
from telephony.floor.consumers import FloorConsumer
from telephony.floor.publisher import Publisher
from tenants.accounts.models import User
from tests.bench.changes import change
from tests.bench.wall import Change, Ear, Watched, compared
from tests.factories.cast import Cast, make_agent
from tests.factories.sessions import signed_in
from tests.sockets import Socket

pytestmark = pytest.mark.django_db(transaction=True)

FLOORS, OPERATORS, SECONDS, RATE = 4, 20, 3.0, 40.0


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Each test has an event loop of its own."""
    channel_layers.backends.clear()
    FloorConsumer.publisher = Publisher()
    yield
    channel_layers.backends.clear()


def floor_of(user: User) -> Socket:
    """The socket of somebody's browser."""
    cookie = signed_in(user).cookies["cc_session"].value
    headers = {"host": "localhost:8001", "origin": "http://localhost:8000", "cookie": f"cc_session={cookie}"}
    return Socket(application, "/ws/floor/", headers=[(k.encode(), v.encode()) for k, v in headers.items()])


async def watch(sockets: Sequence[Socket], operator_ids: Sequence[UUID]) -> Watched:
    """Let operators change while the floors are open."""
    ears = [Ear() for _ in sockets]
    for socket in sockets:
        assert await socket.connect()
    listening = [asyncio.create_task(_listen(*pair)) for pair in zip(sockets, ears, strict=True)]
    await asyncio.sleep(0.6)
    began = time.monotonic()
    made: list[Change] = await asyncio.to_thread(change_aside, operator_ids)
    ended = time.monotonic()
    await asyncio.sleep(1.0)
    for task in listening:
        task.cancel()
    return compared(ears, made, began, ended)


def change_aside(operator_ids: Sequence[UUID]) -> list[Change]:
    """In a thread with a connection of its own: the publisher's reads share the loop's one thread."""
    try:
        return change(operator_ids, SECONDS, RATE)
    finally:
        connection.close()


async def _listen(socket: Socket, ear: Ear) -> None:
    while True:
        ear.hear((await socket.receive(wait_time=60))["text"])


def test_open_floors_hear_soon_and_not_too_often(cast: Cast) -> None:
    agents = [
        make_agent(name=f"Op{place}", companies=["acme"], languages=["en"]) for place in range(OPERATORS)
    ]
    sockets = [floor_of(cast.cleo) for _ in range(FLOORS)]
    found = async_to_sync(watch)(sockets, [agent.id for agent in agents])
    for agent in agents:
        agent.operator.user.delete()
    assert found.changes > 20
    assert found.unheard == 0
    assert max(found.frames_a_second) <= 4.5  # the first frame of the watch may lie on its edge
    assert found.staleness(0.99) < 2.0  # on a busy machine; the bench holds it to 0.3


def test_an_operator_hears_no_floor(cast: Cast) -> None:
    socket = floor_of(cast.ben.operator.user)
    assert not async_to_sync(socket.connect)()
