"""A company of the cast draws a menu, for one story."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import lines
from telephony.ivr import selectors, services
from telephony.ivr.models import Flow, FlowVersion
from telephony.numbers import services as numbers
from telephony.numbers.models import Number
from telephony.queues.models import Queue
from tenants.audit.services import Actor
from tests.factories.cast import Company
from tests.telephony.ivr.menus import JSON, node, repairs_menu


def menu_of(company: Company) -> JSON:
    """The menu of the other tests, with an answer that this company has."""
    menu = repairs_menu()
    node(menu, "shops")["question"] = company.question_id
    return menu


@contextmanager
def drawn(
    company: Company, menu: JSON, *, now: datetime, live_from: datetime | None = None
) -> Iterator[Flow]:
    """The menu is published and answers the company's number; a queue "repairs" is there."""
    queue = Queue.objects.create(tenant=company.tenant, code="repairs", name="Repairs", language="en")
    with in_tenant(company.tenant):
        flow = services.create_flow(name="Main", now=now, author=author(company), draft=menu)
        publish(company, flow, now=now, live_from=live_from)
    _answer_with(company, flow.pk)
    try:
        yield flow
    finally:
        _answer_with(company, None)
        queue.delete()
        with in_tenant(company.tenant):
            Flow.objects.all().delete()
        lines.changed()


def publish(
    company: Company,
    flow: Flow,
    *,
    now: datetime,
    menu: JSON | None = None,
    live_from: datetime | None = None,
) -> FlowVersion:
    """Publish the draft, or another menu as the draft."""
    with in_tenant(company.tenant):
        if menu is not None:
            flow = services.save_draft(
                flow=flow, draft=menu, revision=selectors.access_flow(flow_id=flow.pk).revision, now=now,
                author=author(company),
            )  # fmt: skip
        known = selectors.known(tenant_id=company.tenant.pk)
        return services.publish(flow=flow, known=known, now=now, author=author(company), live_from=live_from)


def author(company: Company) -> services.Author:
    """Somebody of the company."""
    return services.Author(actor=Actor(id="1", label="Pia Owner"), company=company.tenant)


def _answer_with(company: Company, flow_id: int | None) -> None:
    numbers.answer_with(number=Number.objects.get(e164=company.number), flow_id=flow_id)


def changed(menu: JSON, name: str, **fields: Any) -> JSON:
    """The menu with some fields of a node changed."""
    node(menu, name).update(fields)
    return menu
