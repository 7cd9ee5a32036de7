"""What every socket of a signed-in person does: forward what is pushed, and end with the session."""

from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer

from cc_saas.lib.push import UserAudience

# Our own close code: signed out elsewhere, disabled, or the key revoked. The page must not reconnect by itself.
REVOKED = 4401


class PersonConsumer(AsyncWebsocketConsumer):
    """Base of consumers: subclasses name their further groups in `audiences`.

    After the handshake (tenants.accounts.sockets) it asks the database nothing. `push_event` gets what
    cc_saas.lib.push sends; `message["text"]` is the frame.
    """

    def audiences(self) -> list[str]:
        """Names of the groups to join beside the person's own; made here, never from what the browser sends."""
        return []

    async def connect(self) -> None:
        for group in self._groups():
            await self.channel_layer.group_add(group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        for group in self._groups():
            await self.channel_layer.group_discard(group, self.channel_name)

    async def push_event(self, message: dict[str, Any]) -> None:
        await self.send(text_data=message["text"])

    async def session_revoked(self, message: dict[str, Any]) -> None:
        """Close, where it is this socket's session that ended ("" ends them all)."""
        if message["session_key"] in ("", self.scope["session_key"]):
            await self.close(code=REVOKED)

    def _groups(self) -> list[str]:
        return [UserAudience(self.scope["user"].pk).group, *self.audiences()]
