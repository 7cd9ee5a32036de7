"""The demo's telephone numbers. They are invented, so no real carrier has them: only the simulator is told of them."""

from datetime import datetime

from django.conf import settings

from telephony.callflow import addresses, lines
from telephony.demo.types import Company
from telephony.numbers import services
from telephony.provider.port import CarrierFailed
from telephony.provider.twilio.client import carrier
from telephony.simulator.clock import RealClock
from telephony.simulator.ids import Sids
from telephony.simulator.numbers import Number, Numbers
from tenants.directory.models import Tenant


def connect(*, company: Company, tenant: Tenant, now: datetime) -> None:
    """Give the company its number, at the simulated carrier too where there is one."""
    sid = _at_simulator(company) if settings.TWILIO_API_BASE_URL else ""
    services.assign_number(
        e164=company.number, tenant_id=tenant.pk, carrier_sid=sid, label=company.name, now=now
    )
    lines.changed()


def _at_simulator(company: Company) -> str:
    """At the first start the simulator is not up yet: then the number is written where it will look for it."""
    e164 = company.number
    try:
        number = carrier().find_number(e164=e164) or carrier().buy_number(e164=e164)
        carrier().point_number(sid=number.sid, urls=addresses.of_number(), name=company.name)
    except CarrierFailed:
        return _on_disk(company).sid
    return number.sid


def _on_disk(company: Company) -> Number:
    e164 = company.number
    numbers = Numbers(folder=settings.CC_DATA_DIR / "simulator", clock=RealClock(), sids=Sids())
    number = numbers.find(e164) or numbers.buy(phone_number=e164)
    urls = addresses.of_number()
    number.voice_url, number.voice_fallback_url, number.status_callback = (
        urls.voice,
        urls.fallback,
        urls.status,
    )
    number.friendly_name = company.name
    numbers.keep(number)
    return number
