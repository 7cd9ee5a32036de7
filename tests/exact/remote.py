"""The carrier as a router's process sees it: every verb is a question through the pipe, and waits for its answer."""

from multiprocessing.connection import Connection
from typing import Any

from telephony.provider.documents import Document, Talk
from telephony.provider.port import EVERYBODY, DialedLeg, LegStatus, NumberUrls, OwnedNumber, Voice


class RemoteCarrier:
    """Fulfils `provider.port.Carrier`, as far as a call needs it."""

    def __init__(self, *, pipe: "Connection[Any, Any]") -> None:
        self._pipe = pipe

    def dial_into(
        self, *, room: str, to: str, from_: str, label: str, ring_time: int, leg_url: str, room_url: str,
        ends_room: bool, voice: Voice = EVERYBODY,
    ) -> DialedLeg:  # fmt: skip
        """Dial."""
        leg: DialedLeg = self._ask("dial_into", room=room, to=to, label=label)
        return leg

    def find_leg(self, *, room: str, label: str) -> DialedLeg | None:
        """Look it up by our label."""
        leg: DialedLeg | None = self._ask("find_leg", room=room, label=label)
        return leg

    def redirect(self, *, sid: str, document: Document) -> None:
        """Only whether the document leads into a room makes a difference here."""
        rooms = [step.room for step in document if isinstance(step, Talk)]
        self._ask("redirect", sid=sid, room=rooms[0] if rooms else "")

    def end(self, *, sid: str) -> None:
        """End it."""
        self._ask("end", sid=sid)

    def hold(self, *, room_sid: str, sid: str, music_url: str) -> None:
        """Music."""
        self._ask("touch", sid=sid)

    def resume(self, *, room_sid: str, sid: str) -> None:
        """No music."""
        self._ask("touch", sid=sid)

    def mute(self, *, room_sid: str, sid: str, muted: bool) -> None:
        """Silence, or not."""
        self._ask("touch", sid=sid)

    def status(self, *, sid: str) -> LegStatus:
        """What has become of it."""
        status: LegStatus = self._ask("status", sid=sid)
        return status

    def let_hear(self, *, room_sid: str, sid: str, voice: Voice) -> None:
        """Who hears her."""
        self._ask("touch", sid=sid)

    def leave(self, *, room_sid: str, sid: str) -> None:
        """Nobody asks for it here."""
        raise NotImplementedError

    def recording(self, *, sid: str) -> bytes:
        """Nobody asks for it here."""
        raise NotImplementedError

    def find_number(self, *, e164: str) -> OwnedNumber | None:
        """Nobody asks for it here."""
        raise NotImplementedError

    def buy_number(self, *, e164: str) -> OwnedNumber:
        """Nobody asks for it here."""
        raise NotImplementedError

    def point_number(self, *, sid: str, urls: NumberUrls, name: str) -> None:
        """Nobody asks for it here."""
        raise NotImplementedError

    def is_reachable(self) -> bool:
        """It is."""
        return True

    def _ask(self, verb: str, **words: Any) -> Any:
        self._pipe.send(("ask", verb, words))
        answer = self._pipe.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer
