"""Callers and operators as the floor sees them, without a carrier."""

from datetime import datetime
from uuid import UUID

from agents.presence.types import State
from cc_saas.lib.tenancy import in_tenant
from telephony.callflow import arrival, duty, legs, lines, offering
from telephony.callflow.types import InboundCall
from telephony.provider.port import LegStatus
from telephony.routing.models import Offer
from tests.factories.cast import Agent, Company


def dials(company: Company, *, at: datetime, number: int = 100) -> UUID:
    """Somebody dials the company and waits, if there is anybody to wait for."""
    arriving = InboundCall(
        carrier_sid=f"CA{number:032d}", caller=f"+14155550{number}", called=company.number, at=at
    )
    line = lines.line_of(called=company.number)
    assert line
    with in_tenant(line.schema):
        decided = arrival.decide(line=line, now=at)
        arrival.open_call(arrival=decided, arriving=arriving)
    return decided.call_id


def on_duty(agent: Agent, *, at: datetime, state: State = State.READY) -> None:
    """She is there."""
    duty.ask(operator_id=agent.id, state=state, now=at)


def answered(call_id: UUID, *, at: datetime) -> None:
    """The router has offered the caller to somebody, and her leg is answered."""
    offering.offer_waiting(now=at)
    offer = Offer.objects.get(call_id=call_id)
    sid = f"CA{offer.pk.hex}"
    legs.report(leg_id=offer.pk, call_id=call_id, sid=sid, status=LegStatus.IN_PROGRESS, now=at)
