"""The demo's telephone numbers. They are invented, so no real carrier has them: only the simulator is told of them."""

from datetime import datetime

from django.conf import settings

from telephony.callflow import addresses, lines
from telephony.demo.types import Company
from telephony.numbers import services
from telephony.numbers.models import Number
from telephony.provider.twilio.client import carrier
from tenants.directory.models import Tenant


def connect(*, company: Company, tenant: Tenant, now: datetime) -> None:
    """Give the company its number. Raises CarrierFailed."""
    connect_line(e164=company.number, label=company.name, tenant=tenant, now=now)


def connect_line(*, e164: str, label: str, tenant: Tenant, now: datetime) -> Number:
    """Give the company a number, at the simulated carrier too where there is one. Raises CarrierFailed."""
    sid = _at_simulator(e164, label) if settings.CC_SIMULATOR_URL else ""
    number, _new = services.assign_number(
        e164=e164, tenant_id=tenant.pk, carrier_sid=sid, label=label, now=now
    )
    lines.changed()
    return number


def _at_simulator(e164: str, label: str) -> str:
    """Buy the number there, once, and say where its calls are answered."""
    number = carrier().find_number(e164=e164) or carrier().buy_number(e164=e164)
    carrier().point_number(sid=number.sid, urls=addresses.of_number(), name=label)
    return number.sid
