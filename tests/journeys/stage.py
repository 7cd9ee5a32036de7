"""The stage of every journey: the product on a port, the carrier's simulator on another, the router turned by hand.

Both clocks, the product's and the carrier's, are pushed by the story. Nothing is mocked: callbacks are signed HTTP
requests, commands are REST, the database is PostgreSQL, pushes go through Valkey.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from typing import Any

import requests
from django.db import connection

from agents.presence.models import OperatorState
from agents.roster.models import Skill
from campaigns.dispositions import services as dispositions
from cc_saas.lib.tenancy import in_tenant
from telephony.calls.models import Call, Instruction, Leg
from telephony.provider.twilio.client import carrier
from telephony.queues import services as queues
from telephony.queues.models import Queue, QueueEntry, QueueSkill
from telephony.routing.models import Offer
from telephony.simulator.testing import RunningSimulator
from tests.factories.cast import Agent, Cast, Company
from tests.factories.clean import forget_calls
from tests.factories.signing import post
from tests.journeys.caller import Caller
from tests.journeys.console import Console
from tests.journeys.router import HandRouter
from tests.journeys.time import PushedClock
from tests.journeys.web import kept_session
from tests.telephony.simulator.sockets import page

JSON = dict[str, Any]
JACK, EMMA = "+14155550142", "+442079460142"
MOST_ROUNDS = 12
SHORT_TIMEOUT = 0.3


TRACES = """
SELECT (SELECT count(*) FROM routing_offer), (SELECT count(*) FROM webhooks_receipt),
       (SELECT coalesce(sum(version), 0) FROM calls_call), (SELECT count(*) FROM calls_leg WHERE state <> 'ENDED'),
       (SELECT count(*) FROM calls_instruction WHERE due_at <= %s)
"""


class Stage:
    """One story at a time."""

    def __init__(
        self, *, cast: Cast, web: str, simulator: RunningSimulator, clock: PushedClock, router: HandRouter
    ) -> None:
        self.cast, self.web, self.simulator, self.clock, self.router = cast, web, simulator, clock, router
        self.consoles: dict[str, Console] = {}
        self._story = ExitStack()
        self._old_legs: set[str] = set()

    # --- who takes part

    @property
    def ana(self) -> Console:
        """Cleared for both, speaks English and Russian."""
        return self.console(self.cast.ana)

    @property
    def ben(self) -> Console:
        """Cleared for acme, speaks English."""
        return self.console(self.cast.ben)

    def console(self, agent: Agent) -> Console:
        """The one console of an operator."""
        if agent.operator.name not in self.consoles:
            self.consoles[agent.operator.name] = Console(self, agent)
        return self.consoles[agent.operator.name]

    def dial(self, company: Company, number: str = JACK) -> Caller:
        """Somebody dials the company, and whatever follows at once has followed."""
        caller = Caller(self, company, number=number)
        self.settle()
        return caller

    def call_acme(self, number: str = JACK) -> Caller:
        """Rings at once, in English."""
        return self.dial(self.cast.acme, number)

    def call_globex(self, number: str = JACK) -> Caller:
        """Hears an announcement first, in Russian."""
        return self.dial(self.cast.globex, number)

    def conversation(self) -> tuple[Console, Caller]:
        """Ana talks with somebody who has dialled acme."""
        ana = self.ana.ready()
        caller = self.call_acme()
        ana.answer()
        return ana, caller

    def another_tab(self, agent: Agent) -> Console:
        """A second page of the same operator."""
        tab = self.consoles[f"{agent.operator.name} again"] = Console(self, agent)
        return tab

    def hire(self, agent: Agent, *, device: bool = True) -> Console:
        """One more operator for this story; without a device of hers at the carrier, where the story wants it so."""
        if device:
            token = self.simulator.token(agent.operator.identity)
            url = f"{self.simulator.url.replace('http', 'ws', 1)}/device?token={token}"
            self._story.enter_context(page(url))
        self._story.callback(agent.operator.user.delete)
        return self.console(agent)

    def enter(self, context: AbstractContextManager[object]) -> None:
        """Something that lasts as long as the story."""
        self._story.enter_context(context)

    def at_the_end(self, work: Callable[[], object]) -> None:
        """Something to do when the story is over."""
        self._story.callback(work)

    def ask_for_skill(self, company: Company, skill: str, level: int) -> None:
        """The company's queue asks for a skill."""
        wanted, _ = Skill.objects.get_or_create(name=skill)
        queue = Queue.objects.get(tenant=company.tenant, code="general")
        QueueSkill.objects.create(queue=queue, skill=wanted, level=level)
        queues.changed()

    def require_disposition(self, company: Company) -> None:
        """The company wants to know how each call ended, in this story."""
        with in_tenant(company.tenant):
            dispositions.require(required=True)
        self._story.callback(_require_nothing, company)

    def lose_patience(self) -> None:
        """The product waits for the carrier's answers for a moment only (5 s otherwise), in this story."""
        http = carrier()._client.http_client  # the library keeps the time limit there
        self._story.callback(setattr, http, "timeout", http.timeout)
        http.timeout = SHORT_TIMEOUT

    # --- time

    def settle(self) -> None:
        """Let everything happen that needs no time."""
        self.simulator.advance(0)
        self._come_to_rest()

    def _come_to_rest(self) -> None:
        """Tick once, then turn the router until a turn brings nothing new, as NOTIFY would."""
        before = self._traces()
        for turn in range(MOST_ROUNDS):
            self.router.turn(ticked=turn == 0)
            if self._traces() == before:  # the carrier was told nothing either
                return
            self.simulator.advance(0)
            before = self._traces()
        raise AssertionError("the product does not come to rest")

    def _traces(self) -> tuple[int, ...]:
        """What every piece of work leaves behind: offers, receipts, steps of calls, and what the carrier is to be told."""
        with connection.cursor() as cursor:
            cursor.execute(TRACES, [self.clock.now()])
            return tuple(cursor.fetchone())

    def pass_time(self, seconds: float, *, step: float = 5.0) -> None:
        """Let time pass for everybody, one tick of the router per `step` seconds."""
        left = seconds
        while left > 0:
            self.clock.push(min(step, left))
            self.simulator.advance(min(step, left))
            self._come_to_rest()
            left -= step

    def sleep_until_nine(self) -> None:
        """Begin the story at nine of the next morning, with the whole day ahead."""
        now = self.clock.now()
        nine = now.replace(hour=9, minute=0, second=0) + timedelta(days=1)
        self.clock.push((nine - now).total_seconds())

    # --- what outsiders see

    def api(self, company: Company, path: str) -> JSON:
        """GET a company's REST with its key, on its host."""
        response = self.fetch(company, f"/api/v1/{path}")
        response.raise_for_status()
        return dict(response.json())

    def fetch(self, company: Company, url: str) -> requests.Response:
        """GET anything on a company's host with its key."""
        headers = {"Host": company.tenant.host, "Authorization": f"Bearer {company.token}"}
        return kept_session().get(f"{self.web}{url}", headers=headers, timeout=15)

    def calls_of(self, company: Company) -> list[JSON]:
        """Its list of calls, newest first."""
        return list(self.api(company, "calls/")["results"])

    def record_of(self, caller: Caller) -> JSON:
        """The caller's row in her company's list."""
        rows = [row for row in self.calls_of(caller.company) if row["caller"] == (caller.number or None)]
        assert rows, f"no call of {caller.number} in the list of {caller.company.tenant.slug}"
        return rows[0]

    def state_of(self, agent: Agent) -> tuple[str, str]:
        """Her state and its reason, without looking at her console, which would be a sign of life."""
        state = OperatorState.objects.get(pk=agent.id)
        return state.state, state.reason

    def live_rows(self) -> dict[str, int]:
        """What a closed call must not leave behind."""
        kinds = {
            "calls": Call,
            "legs": Leg,
            "offers": Offer,
            "entries": QueueEntry,
            "instructions": Instruction,
        }
        return {name: kind.objects.count() for name, kind in kinds.items()}  # type: ignore[attr-defined]

    def deliveries(self) -> list[JSON]:
        """Every request of the carrier so far, as its journal has it, oldest first."""
        return [
            e for e in self.simulator.journal() if e["direction"] == "to_product" and e["method"] == "POST"
        ]

    def callbacks(self) -> list[JSON]:
        """Those that tell of an event, delivered or lost."""
        return [e for e in self.deliveries() if e["kind"] in ("status", "conference", "action", "recording")]

    def repeat_deliveries(self, same_token: bool) -> None:
        """Everything once more; with the same token the same answer."""
        for entry in self.deliveries():
            request = entry["request"]
            answer = post(entry["path"], request["params"], token=request["token"] if same_token else "")
            assert answer.status_code == entry["status"], entry["path"]
            if same_token or entry["path"] == "/hooks/voice/":
                assert answer.content.decode() == entry["response"].get("body", ""), entry["path"]
        self.settle()

    def legs_ever(self, agent: Agent) -> int:
        """How often the carrier has dialled her, in this story."""
        return self.dialled(agent.operator.dial_address)

    def dialled(self, address: str) -> int:
        """How many legs to somebody the carrier has seen, in this story."""
        legs = self.simulator.get("calls", to=address)["calls"]
        return len([leg for leg in legs if leg["sid"] not in self._old_legs])

    # --- between two stories

    def check(self) -> None:
        """Whatever story was told, every open page shows the truth."""
        for console in self.consoles.values():
            console.check()

    def clear(self) -> None:
        """Forget the story: no callers, nobody on duty, no switches."""
        self._story.close()
        self._old_legs = {call["sid"] for call in self.simulator.get("calls")["calls"]}
        self.simulator.post("reset")
        self.simulator.advance(0)
        for console in self.consoles.values():
            console.pushes.close()
        self.consoles.clear()
        forget_calls(companies=[self.cast.acme, self.cast.globex])
        self.router.reconciles = False


def _require_nothing(company: Company) -> None:
    with in_tenant(company.tenant):
        dispositions.require(required=False)
