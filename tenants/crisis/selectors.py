"""Reads of crises. What calls need is kept in the process: forgotten at a NOTIFY, never older than ten seconds."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models.functions import Now

from cc_saas.lib.livemap import LiveMap
from tenants.crisis.models import Crisis, CrisisCode, CrisisPlan
from tenants.crisis.types import Keyholders, Phase, Plan, Standing

KEPT_TIME = timedelta(hours=24)
"""A crisis that is over is remembered for calls that came while it was on."""


def plan_of(kept: Mapping[str, Any]) -> Plan:
    """Return a plan from what is kept."""
    values = dict(kept)
    return Plan(**values | {"overflow": tuple(values.get("overflow", ()))})


def kept(plan: Plan) -> dict[str, Any]:
    """Return a plan as it is kept."""
    return asdict(plan) | {"overflow": list(plan.overflow)}


def prepared(*, tenant_id: int) -> CrisisPlan | None:
    """Return what a company has prepared."""
    return CrisisPlan.objects.filter(pk=tenant_id).first()


def code_of(*, tenant_id: int) -> CrisisCode | None:
    """Return the code that a company has for the telephone."""
    return CrisisCode.objects.filter(pk=tenant_id).first()


def holds_key(*, tenant_id: int, phone: str, now: datetime) -> bool:
    """Tell, from memory, whether this company's code is asked for on this telephone (E.164)."""
    found = _keyholders.get(tenant_id)
    return found is not None and phone in found.phones and now < found.expires_at


def latest(*, tenant_id: int) -> Crisis | None:
    """Return the crisis that was asked for last."""
    return Crisis.objects.filter(tenant_id=tenant_id).order_by("-asked_at", "-pk").first()


def history(*, tenant_id: int) -> list[Crisis]:
    """Return the crises of a company, newest first."""
    return list(Crisis.objects.filter(tenant_id=tenant_id).order_by("-asked_at", "-pk")[:20])


def open_now(*, now: datetime) -> list[Crisis]:
    """Return the crises of all companies that are on, or wait for the second person."""
    found = (
        Crisis.objects.select_related("tenant").filter(asked_at__gt=now - 2 * KEPT_TIME).order_by("-asked_at")
    )
    return [one for one in found if one.phase(at=now) in (Phase.ON, Phase.ASKED)]


def present(*, tenant_id: int, now: datetime) -> Standing | None:
    """Return the crisis that is on, from memory: by the clock, whatever has or has not been carried out."""
    found = _crises.get(tenant_id) or ()
    return next((one for one in found if one.is_on(at=now)), None)


def all_present(*, now: datetime) -> dict[int, Standing]:
    """Return the crises that are on of every company, from memory."""
    everyone = _crises.all()
    found = ((tenant_id, present(tenant_id=tenant_id, now=now)) for tenant_id in everyone)
    return {tenant_id: one for tenant_id, one in found if one is not None}


def changed() -> None:
    """To be called in the transaction that changes plans or crises."""
    _crises.changed()
    _keyholders.changed()


def _load() -> Mapping[int, tuple[Standing, ...]]:
    found: dict[int, list[Standing]] = {}
    for row in Crisis.objects.filter(begins_at__isnull=False, ends_at__gt=Now() - KEPT_TIME).order_by(
        "-begins_at"
    ):
        found.setdefault(row.tenant_id, []).append(standing(row))
    return {tenant_id: tuple(crises) for tenant_id, crises in found.items()}


def standing(row: Crisis) -> Standing:
    """Return a crisis that has begun as memory keeps it."""
    assert row.begins_at is not None
    assert row.ends_at is not None
    return Standing(
        id=row.pk, tenant_id=row.tenant_id, begins_at=row.begins_at, ends_at=row.ends_at, plan=plan_of(row.plan),
        consent_at=row.consent_at,
    )  # fmt: skip


_crises: LiveMap[int, tuple[Standing, ...]] = LiveMap(channel="crises", load=_load)


def _load_keyholders() -> Mapping[int, Keyholders]:
    agreed = CrisisCode.objects.exclude(agreed_at=None)
    return {one.pk: Keyholders(phones=frozenset(one.phones), expires_at=one.expires_at) for one in agreed}


_keyholders: LiveMap[int, Keyholders] = LiveMap(channel="crisis_keyholders", load=_load_keyholders)
