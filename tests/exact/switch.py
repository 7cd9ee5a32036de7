"""The carrier's truth: every line and leg, in the world's own process, so that no killed router takes it along.

Routers reach it through a pipe (`remote`). What a leg comes to is told by callbacks, which wait here until the world
delivers them: late, twice, in another order, or never.
"""

from dataclasses import dataclass
from random import Random
from typing import Any

from telephony.provider.port import OVER, CarrierBusy, CarrierFailed, DialedLeg, LegGone, LegStatus

BUSY_SHARE, LOST_ANSWER_SHARE = 0.01, 0.01


@dataclass(slots=True)
class Party:
    """A caller's line, or a leg that we dialled; `label` is the offer's id, `room` the call's."""

    sid: str
    room: str = ""
    label: str = ""
    address: str = ""
    status: LegStatus = LegStatus.IN_PROGRESS
    is_in_room: bool = False


class Switch:
    """Answers the carrier's verbs, some of them wrongly, as carriers do."""

    def __init__(self, *, chance: Random) -> None:
        self._chance = chance
        self.parties: dict[str, Party] = {}
        self.callbacks: list[tuple[Party, LegStatus]] = []
        self._made = 0

    def line(self) -> Party:
        """Somebody dials one of our numbers."""
        return self._new(Party(sid=self._sid("CA")))

    def legs(self, *statuses: LegStatus) -> list[Party]:
        """The legs that we dialled and that stand so."""
        return [party for party in self.parties.values() if party.label and party.status in statuses]

    def lines(self) -> list[Party]:
        """The callers on the line."""
        return [party for party in self.parties.values() if not party.label and party.status not in OVER]

    def turn(self, party: Party, status: LegStatus) -> None:
        """A party moves on; whoever stands in the room of a caller who goes is gone too."""
        if party.status in OVER:
            return
        party.status = status
        self.callbacks.append((party, status))
        if party.is_in_room and status in OVER:
            for leg in self.legs(LegStatus.IN_PROGRESS):
                if leg.room == party.room:
                    self.turn(leg, LegStatus.COMPLETED)

    def forget_old(self) -> None:
        """What is over, and of which no callback waits, is not asked about often: keep the young ones."""
        over = [party.sid for party in self.parties.values() if party.status in OVER]
        for sid in over[:-400]:
            del self.parties[sid]

    def asked(self, verb: str, words: dict[str, Any]) -> Any:
        """Answer one request. Raises CarrierFailed and its children."""
        if verb not in ("find_leg", "status") and self._chance.random() < BUSY_SHARE:
            raise CarrierBusy("too many requests")
        found = getattr(self, f"_{verb}")(**words)
        if self._chance.random() < LOST_ANSWER_SHARE:
            raise CarrierFailed("the answer was lost", may_have_happened=True)
        return found

    def _dial_into(self, *, room: str, to: str, label: str) -> DialedLeg:
        leg = Party(sid=self._sid("CL"), room=room, label=label, address=to, status=LegStatus.QUEUED)
        self._new(leg)
        return DialedLeg(sid=leg.sid, room_sid=f"CF{room}")

    def _find_leg(self, *, room: str, label: str) -> DialedLeg | None:
        for party in self.parties.values():
            if party.label == label and party.room == room:
                return DialedLeg(sid=party.sid, room_sid=f"CF{room}")
        return None

    def _redirect(self, *, sid: str, room: str) -> None:
        party = self._alive(sid)
        party.room, party.is_in_room = room, bool(room)

    def _end(self, *, sid: str) -> None:
        party = self._alive(sid)
        talks = party.status == LegStatus.IN_PROGRESS
        self.turn(party, LegStatus.COMPLETED if talks else LegStatus.CANCELED)

    def _touch(self, *, sid: str) -> None:
        self._alive(sid)

    def _status(self, *, sid: str) -> LegStatus:
        if sid not in self.parties:
            raise LegGone("never heard of it")
        return self.parties[sid].status

    def _alive(self, sid: str) -> Party:
        party = self.parties.get(sid)
        if party is None or party.status in OVER:
            raise LegGone("it is over")
        return party

    def _new(self, party: Party) -> Party:
        self.parties[party.sid] = party
        return party

    def _sid(self, kind: str) -> str:
        self._made += 1
        return f"{kind}{self._made:08x}{self._chance.getrandbits(96):024x}"
