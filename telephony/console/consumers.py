"""The console's socket. It authenticates, joins its groups and forwards; it never commands."""

import json
import time
from typing import Any
from uuid import UUID

from channels.db import database_sync_to_async

from agents.roster import selectors as roster
from cc_saas.lib.push import ConsolesAudience, OperatorAudience
from telephony.console.heartbeat import Heartbeat
from tenants.accounts import selectors as accounts
from tenants.accounts.consumers import PersonConsumer
from tenants.accounts.doors import declares
from tenants.accounts.models import User
from tenants.accounts.types import Permission, Scope

FORBIDDEN = 4403
LONGEST_TAB_NAME = 64


def operator_behind(user: User) -> UUID | None:
    """Return the operator that this person is and may be here; one function, so that no query is split off."""
    if not accounts.permits(
        user=user, company_id=accounts.PUBLIC_COMPANY_ID, permission=Permission.CONSOLE_USE
    ):
        return None
    try:
        return roster.operator_of_user(user_id=user.pk).pk
    except roster.OperatorUnknown:
        return None


@declares(scope=Scope.OPERATOR, permission=Permission.CONSOLE_USE)
class ConsoleConsumer(PersonConsumer):
    """One open console. The heartbeat, which all consoles of this process share, renews the leases of the living."""

    heartbeat = Heartbeat()
    operator_id: UUID | None = None
    alive_at: float = 0.0

    async def connect(self) -> None:
        """Let an operator in on the public host; tell her other tabs that this one is open now."""
        if self.scope["tenant"] is None:
            self.operator_id = await database_sync_to_async(operator_behind)(self.scope["user"])
        if self.operator_id is None:
            await self.close(code=FORBIDDEN)
            return
        await super().connect()
        self.alive_at = time.monotonic()
        self.heartbeat.add(self)
        await self._tell_other_tabs()

    def audiences(self) -> list[str]:
        """Her own facts and gauges, and the heartbeat."""
        return (
            [OperatorAudience(self.operator_id).group, ConsolesAudience().group] if self.operator_id else []
        )

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """The page answers heartbeats, and says nothing else."""
        self.alive_at = time.monotonic()

    async def disconnect(self, code: int) -> None:
        """Leave the groups; the lease runs out by itself."""
        self.heartbeat.remove(self)
        await super().disconnect(code)

    async def _tell_other_tabs(self) -> None:
        tab = self._tab()
        if tab and self.operator_id:
            text = json.dumps({"type": "console.opened", "tab": tab})
            await self.channel_layer.group_send(
                OperatorAudience(self.operator_id).group, {"type": "push.event", "text": text}
            )

    def _tab(self) -> str:
        query: dict[str, Any] = dict(
            part.split("=", 1)
            for part in self.scope["query_string"].decode("latin-1").split("&")
            if "=" in part
        )
        return str(query.get("tab", ""))[:LONGEST_TAB_NAME]
