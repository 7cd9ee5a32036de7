"""The floor's socket. It authenticates and forwards what the publisher reads; it never commands."""

import asyncio

from channels.db import database_sync_to_async

from telephony.floor.publisher import Publisher
from tenants.accounts import selectors as accounts
from tenants.accounts.consumers import PersonConsumer
from tenants.accounts.doors import declares
from tenants.accounts.models import User
from tenants.accounts.types import Permission, Scope

FORBIDDEN = 4403
TOO_SLOW = 4408
MOST_FRAMES = 40
"""Frames (ten seconds of them) that may wait for a slow reader; then it is let go, and begins anew."""


def may_look(user: User) -> bool:
    """Whether this person may see the floor; one function, so that no query is split off."""
    return accounts.permits(user=user, company_id=accounts.PUBLIC_COMPANY_ID, permission=Permission.FLOOR_USE)


@declares(scope=Scope.OPERATOR, permission=Permission.FLOOR_USE)
class FloorConsumer(PersonConsumer):
    """One open floor."""

    publisher = Publisher()
    is_let_in = False

    async def connect(self) -> None:
        """Let a supervisor in on the public host."""
        if self.scope["tenant"] is None:
            self.is_let_in = await database_sync_to_async(may_look)(self.scope["user"])
        if not self.is_let_in:
            await self.close(code=FORBIDDEN)
            return
        await super().connect()
        self.frames: asyncio.Queue[str] = asyncio.Queue(maxsize=MOST_FRAMES)
        self.forwarding = asyncio.get_running_loop().create_task(self._forward())
        self.publisher.add(self)

    def take(self, text: str) -> None:
        """Take a frame to be sent as soon as the line allows."""
        if self.frames.full():
            self.publisher.remove(self)
            self.forwarding.cancel()
            self.forwarding = asyncio.get_running_loop().create_task(self.close(code=TOO_SLOW))
            return
        self.frames.put_nowait(text)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """The page answers heartbeats, and says nothing else."""

    async def disconnect(self, code: int) -> None:
        """Look no longer."""
        self.publisher.remove(self)
        if self.is_let_in:
            self.forwarding.cancel()
        await super().disconnect(code)

    async def _forward(self) -> None:
        while True:
            await self.send(text_data=await self.frames.get())
