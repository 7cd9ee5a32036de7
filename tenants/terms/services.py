"""Writes of terms: versions, walls, and what owners are told. Each change is noted in the audit."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from cc_saas.lib import alerts
from tenants.audit.services import Actor, note
from tenants.directory.hours import HoursInvalid
from tenants.directory.hours import read as read_hours
from tenants.directory.models import Tenant
from tenants.terms import selectors
from tenants.terms.models import Notice, ServiceTerms, Wall
from tenants.terms.types import NoticeKind, Promise, TermsInvalid, TermsUnknown, WallUnknown

LONGEST_WALL_HOURS = 24 * 30
RANGES = {
    "target_percent": (1, 100), "target_time": (1, 3600), "ceiling_time": (1, 3600), "reserved": (0, 10_000),
    "burst": (0, 10_000),
}  # fmt: skip


@transaction.atomic
def agree(
    *, company: Tenant, promise: Promise, starts_at: datetime, actor: Actor, now: datetime
) -> ServiceTerms:
    """Add a version that holds from `starts_at` on. Raises TermsInvalid: also for a start in the past."""
    check(promise)
    if starts_at < now:
        raise TermsInvalid("starts_at", "past")
    Tenant.objects.select_for_update(no_key=True).get(pk=company.pk)
    last = ServiceTerms.objects.filter(tenant=company).aggregate(last=Max("number"))["last"] or 0
    values: dict[str, Any] = asdict(promise) | {
        "languages": list(promise.languages),
        "hours": dict(promise.hours),
    }
    row = ServiceTerms.objects.create(
        tenant=company, number=last + 1, starts_at=starts_at, agreed_at=now, agreed_by=actor.label, **values
    )
    note(
        actor=actor, company=company, verb="terms.agreed", now=now, number=row.number,
        starts_at=starts_at.isoformat(), promise=values,
    )  # fmt: skip
    selectors.terms_changed()
    return row


@transaction.atomic
def withdraw(*, company: Tenant, number: int, actor: Actor, now: datetime) -> None:
    """Take back a version that has not begun. Raises TermsUnknown."""
    gone, _ = ServiceTerms.objects.filter(tenant=company, number=number, starts_at__gt=now).delete()
    if not gone:
        raise TermsUnknown(str(number))
    note(actor=actor, company=company, verb="terms.withdrawn", now=now, number=number)
    selectors.terms_changed()


@transaction.atomic
def build_wall(
    *, companies: Collection[Tenant], hours: float, is_hard: bool, actor: Actor, now: datetime
) -> Wall:
    """Build a wall between two or more companies. Raises TermsInvalid."""
    check_wall(companies=companies, hours=hours)
    wall = Wall.objects.create(hours=hours, is_hard=is_hard, built_at=now, built_by=actor.label)
    wall.tenants.set(companies)
    _note_wall(wall, companies, "wall.built", actor, now)
    return wall


@transaction.atomic
def tear_down(*, wall_id: int, actor: Actor, now: datetime) -> None:
    """Remove a wall. Raises WallUnknown."""
    wall = Wall.objects.filter(pk=wall_id).first()
    if wall is None:
        raise WallUnknown(str(wall_id))
    _note_wall(wall, list(wall.tenants.all()), "wall.torn_down", actor, now)
    wall.delete()


@transaction.atomic
def tell_of_crossing(*, tenant_ids: Iterable[int], call_id: str, company_of_call: int, now: datetime) -> None:
    """An urgent caller was served across a wall: audit, alert, and a notice to the owners of all companies behind it.

    No company reads the name of another: each is told only on which side it stands.
    """
    for company in Tenant.objects.filter(pk__in=list(tenant_ids)).order_by("pk"):
        details: dict[str, Any] = {"is_caller": company.pk == company_of_call}
        if company.pk == company_of_call:
            details["call_id"] = call_id
        Notice.objects.create(tenant=company, kind=NoticeKind.WALL_CROSSED.value, at=now, details=details)
        note(actor=Actor(label=""), company=company, verb="wall.crossed", now=now, **details)
    alerts.raise_alert("wall-crossed", call_id=call_id)


def put_away(*, tenant_id: int, notice_id: int, now: datetime) -> bool:
    """An owner has read a notice; False when there is none to put away."""
    return bool(Notice.objects.filter(pk=notice_id, tenant_id=tenant_id, seen_at=None).update(seen_at=now))


def check(promise: Promise) -> None:
    """Raise TermsInvalid for the first part that cannot be promised."""
    for name, (lowest, highest) in RANGES.items():
        value = getattr(promise, name)
        if value is not None and not lowest <= value <= highest:
            raise TermsInvalid(name, "range")
    if promise.burst is not None and promise.reserved is None:
        raise TermsInvalid("burst", "alone")
    try:
        read_hours(promise.hours)
    except HoursInvalid as error:
        raise TermsInvalid("hours", error.field) from error


def check_wall(*, companies: Collection[Tenant], hours: float) -> None:
    """Raise TermsInvalid for what cannot be a wall."""
    if len({company.pk for company in companies}) < 2:
        raise TermsInvalid("companies", "few")
    if not 0 < hours <= LONGEST_WALL_HOURS:
        raise TermsInvalid("hours", "range")


def _note_wall(wall: Wall, companies: Collection[Tenant], verb: str, actor: Actor, now: datetime) -> None:
    for company in companies:
        note(
            actor=actor,
            company=company,
            verb=verb,
            now=now,
            wall_id=wall.pk,
            hours=wall.hours,
            is_hard=wall.is_hard,
        )
    selectors.walls_changed()
