"""Who hears whom: a bridge joins legs; their browsers learn their peers, and words travel where sound would."""

from typing import Protocol

from .call import Call
from .types import JSON


class Bridge(Protocol):
    """A room that sound passes through."""

    def members(self) -> list[Call]:
        """The legs in it."""

    def hears(self, listener: Call, speaker: Call) -> bool:
        """Whether sound goes that way at this moment."""

    def name_of(self, call: Call) -> str:
        """How the others see this leg."""


class Pair:
    """A bridge of two legs (<Dial><Number>, <Dial><Client>, <Dial><Queue>)."""

    def __init__(self, first: Call, second: Call) -> None:
        """Both hear each other at once."""
        self._calls = [first, second]

    def members(self) -> list[Call]:
        """The two."""
        return list(self._calls)

    def hears(self, listener: Call, speaker: Call) -> bool:
        """Always."""
        return True

    def name_of(self, call: Call) -> str:
        """Its number or client."""
        return party(call)


class Media:
    """The switching matrix: at most one bridge per leg."""

    def __init__(self) -> None:
        """Nobody is joined, nobody is muted at the device."""
        self._bridges: dict[str, Bridge] = {}
        self._muted: set[str] = set()
        self._told: dict[str, JSON] = {}

    def join(self, bridge: Bridge, call: Call) -> None:
        """Connect a leg."""
        self._bridges[call.sid] = bridge
        self.refresh(bridge)

    def leave(self, call: Call) -> None:
        """Disconnect a leg."""
        bridge = self._bridges.pop(call.sid, None)
        self._tell(call, [])
        if bridge is not None:
            self.refresh(bridge)

    def mute(self, call: Call, *, muted: bool) -> None:
        """Mute at the device: the others stop hearing it; the carrier tells nobody."""
        (self._muted.add if muted else self._muted.discard)(call.sid)
        if call.sid in self._bridges:
            self.refresh(self._bridges[call.sid])

    def refresh(self, bridge: Bridge) -> None:
        """Tell every browser in the bridge whom it hears now."""
        members = [m for m in bridge.members() if self._bridges.get(m.sid) is bridge]
        for call in members:
            self._tell(
                call,
                [self._peer(bridge, call, o) for o in members if o is not call and o.endpoint.is_browser],
            )

    def is_joined(self, call: Call) -> bool:
        """Whether it is in a bridge."""
        return call.sid in self._bridges

    def peers(self, call: Call) -> list[Call]:
        """The other legs of its bridge."""
        bridge = self._bridges.get(call.sid)
        return [m for m in bridge.members() if m is not call] if bridge else []

    def heard_by(self, call: Call) -> list[Call]:
        """The legs whose sound reaches this one."""
        bridge = self._bridges.get(call.sid)
        return [o for o in self.peers(call) if bridge and self.hears(bridge, call, o)]

    def speak(self, call: Call, text: str) -> None:
        """Words instead of a voice, to everybody who would hear them."""
        call.heard.append({"kind": "said", "text": text})
        call.words.put_nowait(text)
        bridge = self._bridges.get(call.sid)
        if bridge is None:
            return
        for other in bridge.members():
            if other is not call and self.hears(bridge, other, call):
                self.whisper(other, bridge.name_of(call), text)

    def whisper(self, listener: Call, name: str, text: str) -> None:
        """Words for one leg alone."""
        listener.heard.append({"kind": "text", "from": name, "text": text})
        listener.endpoint.send({"type": "text", "call": listener.sid, "from": name, "text": text})

    def signal(self, call: Call, to: str, data: JSON) -> None:
        """Relay an offer, an answer or a candidate to a peer in the same bridge."""
        for other in self.peers(call):
            if other.sid == to:
                other.endpoint.send({"type": "signal", "call": other.sid, "from": call.sid, "data": data})

    def hears(self, bridge: Bridge, listener: Call, speaker: Call) -> bool:
        """The bridge's rule, and the mute of the speaker's own device."""
        return speaker.sid not in self._muted and bridge.hears(listener, speaker)

    def _peer(self, bridge: Bridge, call: Call, other: Call) -> JSON:
        return {
            "id": other.sid,
            "name": bridge.name_of(other),
            "offerer": call.sid < other.sid,
            "hears": self.hears(bridge, call, other),
            "heard": self.hears(bridge, other, call),
        }

    def _tell(self, call: Call, peers: list[JSON]) -> None:
        frame: JSON = {"type": "peers", "call": call.sid, "peers": peers}
        if self._told.get(call.sid, {"peers": []})["peers"] != peers:
            self._told[call.sid] = frame
            call.endpoint.send(frame)


def party(call: Call) -> str:
    """The human end of a leg: who called in, or who was dialled."""
    return call.from_ if call.direction.value == "inbound" else call.to
