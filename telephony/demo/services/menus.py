"""The menu of a demo company, published and answering a number of its own."""

from datetime import datetime

from cc_saas.lib.tenancy import in_tenant
from telephony.demo.services import numbers, queues
from telephony.demo.types import Company, MenuLine
from telephony.ivr import selectors, services
from telephony.ivr.models import Flow
from telephony.numbers import services as numbers_services
from tenants.audit.services import Actor
from tenants.directory.models import Tenant
from tenants.knowledge import selectors as knowledge


def load_menu(*, company: Company, tenant: Tenant, now: datetime) -> None:
    """Give the company its menu and the number that it answers, unless it has a menu. Raises CarrierFailed."""
    line = company.menu
    if line is None:
        return
    number = numbers.connect_line(e164=line.number, label=line.label, tenant=tenant, now=now)
    with in_tenant(tenant):
        flow = None if selectors.flows().exists() else _draw(company, line, tenant, now=now)
    if flow is not None:
        numbers_services.answer_with(number=number, flow_id=flow.pk)


def _draw(company: Company, line: MenuLine, tenant: Tenant, *, now: datetime) -> Flow:
    author = services.Author(actor=Actor(label=company.owner.name), company=tenant)
    draft = line.document(_answers(company), queues.codes(tenant=tenant))
    flow = services.create_flow(name=line.name, draft=draft, now=now, author=author)
    services.publish(flow=flow, known=selectors.known(tenant_id=tenant.pk), now=now, author=author)
    return flow


def _answers(company: Company) -> dict[str, int]:
    """The ids of the company's questions by the keys of the demo."""
    ids = {link["title"]: link["id"] for group in knowledge.tree()["groups"] for link in group["questions"]}
    return {entry.key: ids[entry.title] for entry in company.entries if entry.title in ids}
