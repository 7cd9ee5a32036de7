"""What coordinators see of companies' terms, as plain dicts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from agents.presence.models import OperatorStateChange
from agents.presence.types import ON_DUTY
from agents.roster.models import Clearance
from telephony.routing import uncovered
from tenants.directory.hours import Opening, opening
from tenants.directory.hours import read as read_hours
from tenants.directory.models import Tenant
from tenants.directory.selectors import companies
from tenants.terms import selectors as terms
from tenants.terms.models import ServiceTerms, Wall
from tenants.terms.types import Promise, TermsInvalid, Window

KNOWN_DAYS = 28
WINDOWS = {Window.DAY: _("Day"), Window.WEEK: _("Week"), Window.MONTH: _("Month")}
DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
PARTS = {
    "target_percent": _("Service level, %"), "target_time": _("Answered in, s"), "window": _("Reckoned over"),
    "ceiling_time": _("Ceiling of any wait, s"), "reserved": _("Reserved answers an hour"), "burst": _("Burst above them"),
    "languages": _("Languages"), "hours": _("Hours"),
}  # fmt: skip


def overview(*, now: datetime) -> dict[str, Any]:
    """Every company with its present terms and the next, and the walls."""
    rows: dict[int, list[ServiceTerms]] = {}
    for row in ServiceTerms.objects.order_by("-starts_at", "-number"):
        rows.setdefault(row.tenant_id, []).append(row)
    walls = Wall.objects.prefetch_related("tenants").order_by("built_at")
    return {
        "companies": [_company(one, rows.get(one.pk, []), now) for one in companies()],
        "walls": [
            {"id": wall.pk, "names": [one.name for one in wall.tenants.all()], "hours": wall.hours, "is_hard": wall.is_hard}
            for wall in walls
        ],
    }  # fmt: skip


def one_company(company: Tenant, promise: Promise | None, *, now: datetime) -> dict[str, Any]:
    """A company's versions, each with what differs from the present one, and the form of the next."""
    rows = terms.versions(tenant_id=company.pk)
    holding = _holding(rows, now)
    shown = promise or (terms.promise_of(holding) if holding else Promise())
    return {
        "company": company,
        "promise": shown,
        "languages": " ".join(shown.languages),
        "hours": _weeks(shown),
        "windows": [(one.value, label) for one, label in WINDOWS.items()],
        "versions": [
            {"number": row.number, "starts_at": row.starts_at, "by": row.agreed_by, "is_present": row == holding,
             "is_coming": row.starts_at > now, "changes": _changes(holding, row)}
            for row in rows
        ],
    }  # fmt: skip


def wall_preview(chosen: Sequence[Tenant], *, now: datetime) -> list[dict[str, Any]]:
    """For each company behind a wall to be built: the hours with nobody, and those that may be left with nobody."""
    clearances = _clearances()
    ids = frozenset(company.pk for company in chosen)
    changes = _changes_of_duty(now)
    found = []
    for company in chosen:
        zone = ZoneInfo(company.timezone)
        usual = uncovered.usual_hours(changes=changes, until=now, zone=zone)
        cover = uncovered.cover(
            tenant_id=company.pk, companies=ids, clearances=clearances, usual=usual, open_hours=_open(company, now)
        )  # fmt: skip
        found.append(
            {"name": company.name, "zone": company.timezone, "nobody": _spans(cover.nobody), "at_risk": _spans(cover.at_risk)}
        )  # fmt: skip
    return found


def said(error: TermsInvalid) -> str:
    """Return in words what is wrong with terms, or with a wall."""
    words = {
        "past": _("Terms begin now or later, never in the past."),
        "few": _("A wall stands between two companies at least."),
        "alone": _("Only what is reserved can be exceeded: say how much is reserved."),
        "range": _("This number is too small or too large."),
    }.get(error.code, _("Write it as in the example."))
    part = PARTS.get(error.field)
    return f"{part}: {words}" if part else str(words)


def _company(company: Tenant, rows: Sequence[ServiceTerms], now: datetime) -> dict[str, Any]:
    holding = _holding(rows, now)
    coming = min((row for row in rows if row.starts_at > now), key=lambda row: row.starts_at, default=None)
    return {"id": company.pk, "name": company.name, "present": holding, "coming": coming}


def _holding(rows: Sequence[ServiceTerms], now: datetime) -> ServiceTerms | None:
    return next((row for row in rows if row.starts_at <= now), None)


def _changes(holding: ServiceTerms | None, row: ServiceTerms) -> list[dict[str, Any]]:
    if holding is None or row == holding:
        return []
    before, after = terms.promise_of(holding), terms.promise_of(row)
    return [
        {"part": label, "was": _text(before, name), "now": _text(after, name)}
        for name, label in PARTS.items()
        if getattr(before, name) != getattr(after, name)
    ]


def _text(promise: Promise, name: str) -> str:
    value = getattr(promise, name)
    if name == "window":
        return str(WINDOWS[value])
    if name == "hours":
        return _weeks(promise) or str(_("around the clock"))
    return " ".join(value) or "–" if name == "languages" else "–" if value is None else str(value)


def _weeks(promise: Promise) -> str:
    week: dict[str, list[str]] = promise.hours.get("week") or {}
    return "; ".join(f"{day} {', '.join(spans)}" for day, spans in week.items() if spans)


def _clearances() -> dict[UUID, frozenset[int]]:
    found: dict[UUID, set[int]] = {}
    for operator_id, tenant_id in Clearance.objects.filter(operator__is_active=True).values_list(
        "operator_id", "tenant_id"
    ):
        found.setdefault(operator_id, set()).add(tenant_id)
    return {operator_id: frozenset(cleared) for operator_id, cleared in found.items()}


def _changes_of_duty(now: datetime) -> list[tuple[UUID, bool, datetime]]:
    rows = OperatorStateChange.objects.filter(at__gte=now - timedelta(days=KNOWN_DAYS)).order_by("at", "id")
    return [(one, state in ON_DUTY, at) for one, state, at in rows.values_list("operator_id", "state", "at")]


def _open(company: Tenant, now: datetime) -> list[int]:
    """The hours of the week in which its terms, or else the company itself, want callers answered."""
    agreed = terms.present(tenant_id=company.pk, now=now)
    hours = read_hours(dict(agreed.promise.hours) if agreed and agreed.promise.hours else company.hours)
    zone = ZoneInfo(company.timezone)
    monday = (now.astimezone(zone) - timedelta(days=now.astimezone(zone).weekday())).replace(
        hour=0, minute=30
    )
    return [
        hour for hour in uncovered.HOURS
        if opening(hours=hours, at=monday + timedelta(hours=hour), zone=zone) is not Opening.CLOSED
    ]  # fmt: skip


def _spans(hours: Sequence[int]) -> list[dict[str, Any]]:
    return [
        {"day": DAYS[day], "from": f"{begins:02}:00", "until": f"{ends:02}:00"}
        for day, begins, ends in uncovered.spans(hours)
    ]
