"""The demo's telephone numbers. They are invented, so no real carrier has them: only the simulator is told of them."""

from datetime import datetime

from django.conf import settings

from telephony.callflow import addresses, lines
from telephony.demo.types import Company
from telephony.numbers import services
from telephony.provider.twilio.client import carrier
from tenants.directory.models import Tenant


def connect(*, company: Company, tenant: Tenant, now: datetime) -> None:
    """Give the company its number, at the simulated carrier too where there is one. Raises CarrierFailed."""
    sid = _at_simulator(company) if settings.CC_SIMULATOR_URL else ""
    services.assign_number(
        e164=company.number, tenant_id=tenant.pk, carrier_sid=sid, label=company.name, now=now
    )
    lines.changed()


def _at_simulator(company: Company) -> str:
    """Buy the number there, once, and say where its calls are answered."""
    number = carrier().find_number(e164=company.number) or carrier().buy_number(e164=company.number)
    carrier().point_number(sid=number.sid, urls=addresses.of_number(), name=company.name)
    return number.sid
