"""A company of the cast prepares a crisis and switches it on, as two of its people would."""

from typing import Any

from tenants.audit.services import Actor
from tenants.crisis import services
from tenants.crisis.models import Crisis
from tenants.crisis.types import Plan
from tests.factories.cast import Company
from tests.journeys.stage import Stage

PIA, QUINN = Actor(id="1", label="Pia"), Actor(id="2", label="Quinn")


def prepare(stage: Stage, company: Company, **plan: Any) -> None:
    """The plan is kept."""
    services.save_plan(company=company.tenant, plan=Plan(**plan), actor=PIA, now=stage.clock.now())


def switch_on(stage: Stage, company: Company, **plan: Any) -> Crisis:
    """Prepared, asked for and confirmed."""
    prepare(stage, company, **plan)
    services.ask(company=company.tenant, actor=PIA, now=stage.clock.now())
    return services.confirm(company=company.tenant, actor=QUINN, now=stage.clock.now())
