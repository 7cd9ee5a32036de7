"""Reads of terms. What routing needs is kept in the process: forgotten at a NOTIFY, never older than ten seconds."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from cc_saas.lib.livemap import LiveMap
from tenants.directory.hours import AROUND_THE_CLOCK, Hours, HoursInvalid
from tenants.directory.hours import read as read_hours
from tenants.terms.models import Notice, ServiceTerms, Wall
from tenants.terms.types import Promise, Rivalry, Terms, Window, in_force


def promise_of(row: ServiceTerms) -> Promise:
    """Return what a version promises."""
    return Promise(
        hours=row.hours,
        languages=tuple(row.languages),
        target_percent=row.target_percent,
        target_time=row.target_time,
        window=Window(row.window),
        ceiling_time=row.ceiling_time,
        reserved=row.reserved,
        burst=row.burst,
    )


def versions(*, tenant_id: int) -> list[ServiceTerms]:
    """Return all versions of a company's terms, the latest start first."""
    return list(ServiceTerms.objects.filter(tenant_id=tenant_id).order_by("-starts_at", "-number"))


def present(*, tenant_id: int, now: datetime) -> Terms | None:
    """Return the terms that hold now, from memory; None for a company with which nothing is agreed."""
    return in_force(versions=_terms.get(tenant_id) or (), now=now)


def all_present(*, now: datetime) -> dict[int, Terms]:
    """Return the terms that hold now of every company that has any, from memory."""
    found = ((tenant_id, in_force(versions=known, now=now)) for tenant_id, known in _terms.all().items())
    return {tenant_id: terms for tenant_id, terms in found if terms is not None}


def walls() -> tuple[Rivalry, ...]:
    """Return every wall, from memory."""
    return tuple(_walls.all().values())


def notices(*, tenant_id: int) -> list[Notice]:
    """Return what the owners of a company have not yet put away, newest first."""
    return list(Notice.objects.filter(tenant_id=tenant_id, seen_at=None).order_by("-at")[:20])


def terms_changed() -> None:
    """To be called in the transaction that changes terms."""
    _terms.changed()


def walls_changed() -> None:
    """To be called in the transaction that changes walls."""
    _walls.changed()


def _load_terms() -> Mapping[int, tuple[Terms, ...]]:
    found: dict[int, list[Terms]] = defaultdict(list)
    for row in ServiceTerms.objects.select_related("tenant"):
        zone = ZoneInfo(row.tenant.timezone)
        found[row.tenant_id].append(
            Terms(
                tenant_id=row.tenant_id,
                number=row.number,
                starts_at=row.starts_at,
                promise=promise_of(row),
                zone=zone,
                hours=_hours(row.hours),
            )
        )
    return {tenant_id: tuple(known) for tenant_id, known in found.items()}


def _hours(kept: object) -> Hours:
    """What was checked when it was written; should it be no hours after all, they are around the clock."""
    try:
        return read_hours(kept)
    except HoursInvalid:
        return AROUND_THE_CLOCK


def _load_walls() -> Mapping[int, Rivalry]:
    return {
        wall.pk: Rivalry(
            companies=frozenset(tenant.pk for tenant in wall.tenants.all()),
            hours=wall.hours,
            is_hard=wall.is_hard,
        )
        for wall in Wall.objects.prefetch_related("tenants")
    }


_terms: LiveMap[int, tuple[Terms, ...]] = LiveMap(channel="terms", load=_load_terms)
_walls: LiveMap[int, Rivalry] = LiveMap(channel="walls", load=_load_walls)
