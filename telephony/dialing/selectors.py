"""Reads of what a company may dial, and what was dialled for it lately."""

from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from cc_saas.lib import phone
from telephony.dialing.models import Dial, DialRules
from telephony.dialing.types import DAILY_CAP, DialRefusal, Purpose, Rules
from telephony.numbers import selectors as numbers

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def rules_of(*, tenant_id: int) -> Rules:
    """Return what a company may dial: the countries of its own numbers, and those that were agreed."""
    own = numbers.of_company(tenant_id=tenant_id)
    agreed = DialRules.objects.filter(pk=tenant_id).first()
    countries = {phone.country_of(number) for number in own} | set(agreed.countries if agreed else ())
    return Rules(
        countries=frozenset(country for country in countries if country),
        own_numbers=own,
        daily_cap=agreed.daily_cap if agreed else DAILY_CAP,
    )


def settled(*, tenant_id: int) -> tuple[list[str], list[str], int]:
    """Return the countries of a company's own numbers, those that were added, and the daily cap."""
    rules, row = rules_of(tenant_id=tenant_id), DialRules.objects.filter(pk=tenant_id).first()
    added = set(row.countries) if row else set()
    own = {phone.country_of(number) for number in rules.own_numbers}
    return sorted(one for one in own if one), sorted(added), rules.daily_cap


def cap_reached(
    *, tenant_id: int, number: str, purpose: Purpose, rules: Rules, now: datetime
) -> DialRefusal | None:
    """Return the cap that one more dial would break. To be asked while no other dial of the company is judged."""
    permitted = Dial.objects.filter(tenant_id=tenant_id, refusal="", at__gt=now - DAY)
    # Ringing our own operators is bounded by their offers; it must never be stopped by what a company has dialled.
    outside = permitted.exclude(purpose=Purpose.OPERATOR)
    if purpose != Purpose.OPERATOR and outside.count() >= rules.daily_cap:
        return DialRefusal.COMPANY_CAP
    same = permitted.filter(number_digest=digest(number), purpose=purpose, at__gt=now - HOUR)
    return DialRefusal.NUMBER_CAP if same.count() >= rules.caps[purpose] else None


def digest(number: str) -> str:
    """Return what stands for a number here."""
    return salted_hmac("telephony.dialing", number, algorithm="sha256").hexdigest()[:32]
