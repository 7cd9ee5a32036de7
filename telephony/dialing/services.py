"""Every dial of ours passes here: judged, counted and kept, once."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from cc_saas.lib import alerts, phone
from telephony.dialing import safety, selectors
from telephony.dialing.models import Dial, DialRules
from telephony.dialing.types import (
    DAILY_CAP,
    HARMLESS,
    OWN_PEOPLE,
    DialRefusal,
    DialRefused,
    Purpose,
    RulesInvalid,
)
from tenants.audit.services import Actor, note
from tenants.directory.models import Tenant

KEEP_TIME = timedelta(days=2)
DIALING = 0xD1A1
"""The advisory locks under which one company's dials are judged one after another."""


def permit(
    *, dial_id: UUID, tenant_id: int, number: str, caller_id: str, purpose: Purpose, now: datetime
) -> None:
    """Let a number be dialled for a company, or raise DialRefused.

    `dial_id` names the dial: asked again, by a retry or another router, the verdict is the same and counts once.
    """
    if not safety.is_telephone(number) and purpose in OWN_PEOPLE:
        return
    verdict, is_new = _judge(dial_id, tenant_id, number, caller_id, purpose, now)
    if verdict is None:
        return
    if is_new and verdict not in HARMLESS:
        alerts.raise_alert(
            "dial-refused", tenant_id=tenant_id, dial_id=str(dial_id), purpose=purpose, reason=verdict
        )
    raise DialRefused(verdict)


@transaction.atomic
def _judge(
    dial_id: UUID, tenant_id: int, number: str, caller_id: str, purpose: Purpose, now: datetime
) -> tuple[DialRefusal | None, bool]:
    """Return the verdict and whether it is new. Counting and writing are one step: two routers take turns."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [DIALING, tenant_id])
    before = Dial.objects.filter(pk=dial_id).first()
    if before is not None:
        return (DialRefusal(before.refusal) if before.refusal else None), False
    rules = selectors.rules_of(tenant_id=tenant_id)
    verdict = safety.refusal(
        number=number, caller_id=caller_id, purpose=purpose, rules=rules
    ) or selectors.cap_reached(tenant_id=tenant_id, number=number, purpose=purpose, rules=rules, now=now)
    Dial.objects.create(
        id=dial_id, tenant_id=tenant_id, number_digest=selectors.digest(number), purpose=purpose,
        refusal=verdict or "", at=now,
    )  # fmt: skip
    return verdict, True


def settle(*, company: Tenant, countries: list[str], daily_cap: int, actor: Actor, now: datetime) -> None:
    """The company says which countries may be dialled for it beside those of its numbers, and how many numbers a day.

    It may not raise the cap above the usual one, or what was agreed with it. Raises RulesInvalid.
    """
    most = max(DAILY_CAP, selectors.rules_of(tenant_id=company.pk).daily_cap)
    wanted = sorted({one.upper() for one in countries})
    if not set(wanted) <= phone.countries():
        raise RulesInvalid("countries")
    if not 0 <= daily_cap <= most:
        raise RulesInvalid("daily_cap")
    with transaction.atomic():
        agree(tenant_id=company.pk, countries=wanted, daily_cap=daily_cap)
        note(
            actor=actor,
            company=company,
            verb="dialing.settled",
            now=now,
            countries=wanted,
            daily_cap=daily_cap,
        )


def agree(*, tenant_id: int, countries: list[str] | None = None, daily_cap: int | None = None) -> DialRules:
    """Write down what a company may dial; what is None stays as it is."""
    wanted: dict[str, object] = {"countries": countries, "daily_cap": daily_cap}
    changes = {name: value for name, value in wanted.items() if value is not None}
    rules, _ = DialRules.objects.update_or_create(tenant_id=tenant_id, defaults=changes)
    return rules


def forget(*, now: datetime) -> int:
    """Forget what no cap counts any more; returns how many dials that were."""
    forgotten, _ = Dial.objects.filter(at__lt=now - KEEP_TIME).delete()
    return forgotten
