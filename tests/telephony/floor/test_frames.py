"""Frames of the open floors: one reading for all, at most four a second each, and the truth soon."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from uuid import UUID

import pytest
from asgiref.sync import async_to_sync
from channels.layers import channel_layers
from django.db import connection

from agents.presence import services as presence
from agents.presence.types import State
from cc_saas.asgi import application
from cc_saas.lib import clock
from telephony.callflow import duty
from telephony.floor import publisher
from telephony.floor.consumers import FloorConsumer
from telephony.floor.publisher import Publisher
from telephony.floor.types import FRAME_TIME
from tenants.accounts.models import User
from tests.bench.changes import change
from tests.bench.wall import Change, Ear, Watched, compared
from tests.factories.cast import Agent, Cast, make_agent
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


async def _hears_of_hands(socket: Socket, agent: Agent) -> bool:
    """Whether hands that go up are seen on a floor where nothing else happens; tried until Redis is listened to."""
    assert await socket.connect()
    seen: asyncio.Queue[str] = asyncio.Queue()
    listening = asyncio.create_task(_forward(socket, seen))
    try:
        times = 0
        for attempt in range(15):
            await asyncio.sleep(4 * FRAME_TIME)  # by then the floor has looked in vain, and waits
            await asyncio.to_thread(turn_hand_aside, agent, attempt)
            times += await _is_seen(seen, f'"hand_note":"Help {attempt}"')
            if times == 2:
                return True
        return False
    finally:
        listening.cancel()


async def _is_seen(seen: "asyncio.Queue[str]", words: str) -> bool:
    try:
        async with asyncio.timeout(2):
            while words not in await seen.get():
                continue
    except TimeoutError:
        return False
    return True


async def _forward(socket: Socket, seen: "asyncio.Queue[str]") -> None:
    while True:
        seen.put_nowait((await socket.receive(wait_time=60))["text"])


def turn_hand_aside(agent: Agent, attempt: int) -> None:
    """Her hand goes down, if it was up, and up."""
    try:
        duty.hand(operator_id=agent.id, is_up=False, now=clock.now())
        duty.hand(operator_id=agent.id, is_up=True, note=f"Help {attempt}", now=clock.now())
    finally:
        connection.close()


def test_what_a_console_is_told_wakes_the_floor(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing but hints to go by: the floor would look by itself every minute."""
    monkeypatch.setattr(publisher, "LOOK_TIME", 60.0)
    monkeypatch.setattr(publisher, "COUNT_TIME", 60.0)
    presence.ask(operator_id=cast.ana.id, state=State.BREAK, now=clock.now(), lease_time=600)
    assert async_to_sync(_hears_of_hands)(floor_of(cast.cleo), cast.ana)
