"""What companies settle about queues, and what is agreed with them, as their people would on their pages."""

from typing import Any

from agents.roster import services as roster
from agents.roster.models import Group
from telephony.queues import arranging, selectors
from telephony.queues.models import Queue
from telephony.queues.types import QueueDraft
from tenants.audit.services import Actor
from tenants.terms import services as terms
from tenants.terms.types import Promise
from tests.factories.cast import Agent, Company
from tests.journeys.stage import EMMA, Stage

SOMEBODY = Actor(id="1", label="Pia")


def general(company: Company) -> Queue:
    """Its general queue."""
    return selectors.default_queue(tenant_id=company.tenant.pk)


def settle(stage: Stage, company: Company, *, queue: Queue | None = None, **changes: Any) -> Queue:
    """Change what is settled about a queue, the general one unless told otherwise."""
    return arranging.save_queue(
        company=company.tenant, queue_id=(queue or general(company)).pk, actor=SOMEBODY, now=stage.clock.now(),
        draft=QueueDraft(**{"name": "General", "language": company.tenant.language, **changes}),
    )  # fmt: skip


def open_queue(stage: Stage, company: Company, name: str, **settings: Any) -> Queue:
    """One more queue."""
    draft = QueueDraft(name=name, language=company.tenant.language, **settings)
    return arranging.save_queue(company=company.tenant, draft=draft, actor=SOMEBODY, now=stage.clock.now())


def group(company: Company, name: str, *members: Agent) -> Group:
    """Some of the company's operators by one name."""
    ids = [agent.operator.pk for agent in members]
    return roster.save_group(tenant_id=company.tenant.pk, name=name, operator_ids=ids)


def agree(stage: Stage, company: Company, **promise: Any) -> None:
    """Terms that hold from now on."""
    now = stage.clock.now()
    terms.agree(company=company.tenant, promise=Promise(**promise), starts_at=now, actor=SOMEBODY, now=now)


def build_wall(stage: Stage, *, is_hard: bool = True) -> None:
    """Acme and globex are rivals."""
    companies = [stage.cast.acme.tenant, stage.cast.globex.tenant]
    terms.build_wall(companies=companies, hours=12, is_hard=is_hard, actor=SOMEBODY, now=stage.clock.now())


def talk(stage: Stage, seconds: float, number: str = EMMA) -> None:
    """Ana has a call of this length, and is ready again at once."""
    ana = stage.ana.ready()
    stage.call_acme(number)
    ana.answer()
    stage.pass_time(seconds, step=60)
    ana.do("hang-up")
    ana.do("dispose")
