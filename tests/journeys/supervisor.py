"""A supervisor at the floor: commands by REST with her session, and a device that the carrier rings."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.test import Client

from agents.roster import services as roster
from telephony.callflow.listening import identity_of
from telephony.floor import selectors as floor
from tenants.accounts import services as accounts
from tenants.accounts.models import User
from tenants.accounts.types import Role
from tenants.audit.models import AuditEntry
from tests.factories.cast import PASSWORD, Company
from tests.factories.sessions import signed_in
from tests.journeys.caller import Caller
from tests.telephony.simulator.sockets import page

if TYPE_CHECKING:
    from tests.journeys.stage import Stage

JSON = dict[str, Any]


class Supervisor:
    """What she asks for, and what her device does."""

    def __init__(self, stage: "Stage", user: User, *, companies: list[Company]) -> None:
        self._stage, self.user = stage, user
        now = stage.clock.now()
        self.operator, _ = roster.hire(user_id=user.pk, name=str(user), languages=["en"], now=now)
        roster.clear(operator=self.operator, tenant_ids=[one.tenant.pk for one in companies], now=now)
        self._client: Client = signed_in(user)

    @property
    def address(self) -> str:
        """What the carrier dials to reach her page."""
        return f"client:{identity_of(person_id=self.user.pk)}"

    # --- what she asks for

    def ask(self, method: str, path: str, **body: Any) -> tuple[int, JSON]:
        """One request to the floor's REST; its status and JSON, once whatever follows has followed."""
        send = getattr(self._client, method)
        answer = send(f"/api/v1/floor/{path}", data=body or None, content_type="application/json")
        self._stage.settle()
        return answer.status_code, answer.json()

    def listen(self, caller: Caller, mode: str = "LISTEN") -> None:
        """She listens to a call, and her device answers."""
        status, said = self.ask("post", f"calls/{caller.call.pk}/listen/", mode=mode, reason="Quality")
        assert status == 200, said
        self._stage.simulator.answer(self.leg)
        self._stage.settle()

    def turn(self, caller: Caller, mode: str) -> None:
        """She changes who hears her."""
        status, said = self.ask("put", f"calls/{caller.call.pk}/listen/", mode=mode)
        assert status == 200, said

    def leave(self, call_id: UUID) -> int:
        """She has heard enough."""
        return self.ask("delete", f"calls/{call_id}/listen/")[0]

    # --- her device

    def legs(self) -> list[JSON]:
        """Her live legs at the carrier."""
        return list(self._stage.simulator.get("calls", live=1, to=self.address)["calls"])

    @property
    def leg(self) -> str:
        """The leg that rings or is answered; AssertionError where there is none."""
        legs = self.legs()
        assert legs, f"nothing rings at {self.user}"
        return str(legs[0]["sid"])

    @property
    def hears(self) -> set[str]:
        """The legs whose voices reach her."""
        return set(self._stage.simulator.show(self.leg)["hears"])

    # --- what is known of her

    def shown(self) -> list[str]:
        """The modes in which the floor shows her with a call."""
        rows = floor.live()["listeners"].values()
        return [row["mode"] for row in rows if row["person_id"] == self.user.pk]

    def audited(self, company: Company) -> list[str]:
        """What stands of her in a company's audit, by name: the story's clock stands still between two acts."""
        mine = AuditEntry.objects.filter(actor_id=str(self.user.pk), company_id=company.tenant.pk)
        return sorted(mine.values_list("verb", flat=True))


def supervisor(stage: "Stage", name: str, *, companies: list[Company]) -> Supervisor:
    """Somebody who may see the floor, serves these companies, and has it open; gone at the end of the story."""
    user, _ = accounts.create_user(email=f"{name.lower()}@desk.test", name=name, password=PASSWORD)
    accounts.add_member(user=user, role=Role.SUPERVISOR)
    stage.at_the_end(user.delete)
    made = Supervisor(stage, user, companies=companies)
    token = stage.simulator.token(identity_of(person_id=user.pk))
    stage.enter(page(f"{stage.simulator.url.replace('http', 'ws', 1)}/device?token={token}"))
    return made
