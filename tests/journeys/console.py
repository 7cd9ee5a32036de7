"""An operator at her console: commands by REST, a device that rings at the carrier, and the frames that she is told."""

from typing import TYPE_CHECKING, Any

import requests

from tests.factories.cast import Agent
from tests.journeys.pushes import JSON, Pushes, folded, instants_to_the_millisecond
from tests.journeys.web import kept_session

if TYPE_CHECKING:
    from tests.journeys.stage import Stage

LONG_LEASE = 3600
CLIENT_KNOWS = ("state", "state_since", "reason", "next_state", "misses", "seq", "offer", "call", "today")
"""The keys that facts keep true; `waiting` is a gauge, told once a tick."""


class Refused(Exception):
    """The product refused a command: its status and its problem."""

    def __init__(self, response: requests.Response) -> None:
        super().__init__(f"{response.status_code} {response.text[:300]}")
        self.status = response.status_code
        self.problem: JSON = response.json()


class Console:
    """What she does, and what she sees."""

    def __init__(self, stage: "Stage", agent: Agent) -> None:
        self.agent = agent
        self.name = agent.operator.name
        self.pushes = Pushes(agent.id)
        self._stage = stage
        self._page = self.look()

    # --- what she sees

    def look(self) -> JSON:
        """GET snapshot."""
        return self.command("GET", "snapshot/", then_settle=False)

    @property
    def state(self) -> str:
        """READY, TALKING ..."""
        return str(self.look()["state"])

    @property
    def offer(self) -> JSON:
        """What rings at her; empty when nothing does."""
        return dict(self.look()["offer"] or {})

    @property
    def call(self) -> JSON:
        """Her call; AssertionError when she has none."""
        call = self.look()["call"]
        assert call is not None, f"{self.name} has no call"
        return dict(call)

    def check(self) -> None:
        """Her page, kept up to date by facts alone, shows what a new snapshot shows."""
        after = instants_to_the_millisecond(self.look())
        if after["seq"] > self._page["seq"]:
            self.pushes.until(after["seq"])
        page = instants_to_the_millisecond(folded(self._page, self.pushes.read()))
        for key in CLIENT_KNOWS:
            assert page[key] == after[key], (
                f"{self.name}'s page differs in {key}: {_difference(page[key], after[key])}"
            )
        self.pushes.frames.clear()
        self._page = after

    # --- what she asks for

    def put(self, state: str, *, lease: int | None = LONG_LEASE, reason: str = "") -> JSON:
        """PUT state."""
        return self.command("PUT", "state/", {"state": state, "reason": reason, "lease_seconds": lease})

    def ready(self, *, lease: int | None = LONG_LEASE) -> "Console":
        """She is ready; a long lease, as of a device without a socket, unless the story is about leases."""
        self.put("READY", lease=lease)
        return self

    def accept(self) -> JSON:
        """F2 alone: the click, not yet the leg's answer."""
        return self.command("POST", f"offers/{self._offer_id()}/accept/")

    def decline(self) -> JSON:
        """She refuses the offer."""
        return self.command("POST", f"offers/{self._offer_id()}/decline/")

    def do(self, verb: str, body: Any = None, *, call_id: str = "") -> JSON:
        """hold, resume, mute, unmute, transfer, hang-up, dispose, note, more-time."""
        return self.command("POST", f"calls/{call_id or self.call['id']}/{verb}/", body)

    def command(self, method: str, path: str, body: Any = None, *, then_settle: bool = True) -> JSON:
        """One request to the console's REST; the answer's JSON. Raises Refused."""
        response = kept_session().request(
            method,
            f"{self._stage.web}/api/v1/console/{path}",
            json=body,
            headers={"Authorization": f"Bearer {self.agent.token}"},
            timeout=15,
        )
        if not response.ok:
            raise Refused(response)
        if then_settle:
            self._stage.settle()
        return dict(response.json())

    # --- her device

    @property
    def leg(self) -> str:
        """The leg that rings or talks at her device; AssertionError when there is none."""
        legs = self.legs()
        assert legs, f"nothing rings at {self.name}"
        return str(legs[0]["sid"])

    def legs(self) -> list[JSON]:
        """Her live legs at the carrier."""
        return list(self._stage.simulator.get("calls", live=1, to=self.agent.operator.dial_address)["calls"])

    def answer(self) -> None:
        """Her device takes the leg: she has accepted."""
        self._stage.simulator.answer(self.leg)
        self._stage.settle()

    def reject(self) -> None:
        """Her device refuses the leg."""
        self._stage.simulator.post(f"legs/{self.leg}/reject")
        self._stage.settle()

    def drop_line(self) -> None:
        """Her leg ends, and nobody asked for it."""
        self._stage.simulator.hang_up(self.leg)
        self._stage.settle()

    def _offer_id(self) -> str:
        offer = self.offer
        assert offer, f"nothing is offered to {self.name}"
        return str(offer["id"])


def _difference(page: Any, snapshot: Any) -> str:
    if isinstance(page, dict) and isinstance(snapshot, dict):
        keys = sorted(k for k in page.keys() | snapshot.keys() if page.get(k) != snapshot.get(k))
        return "; ".join(f"{k}: {page.get(k)!r} != {snapshot.get(k)!r}" for k in keys)
    return f"{page!r} != {snapshot!r}"
