"""What the pages about numbers and menus say, as plain dicts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import pgettext

from cc_saas.lib import phone, voices
from cc_saas.lib.language_names import language_name
from cc_saas.lib.tenancy import in_public
from telephony.ivr import checking, document, selectors
from telephony.ivr.models import Flow, FlowVersion
from telephony.ivr.types import CheckKind, NodeKind
from telephony.ivr.words import CHECKS, KINDS
from telephony.queues import selectors as queues
from telephony.queues.types import DEFAULT_QUEUE
from tenants.directory.hours import DAYS
from tenants.directory.models import Tenant
from tenants.knowledge import selectors as knowledge

MOST_VERSIONS = 20


def overview(company: Tenant, *, now: datetime) -> dict[str, Any]:
    """The numbers with their menus, the menus with what they do now, and the opening hours."""
    flows = list(selectors.flows())
    with in_public():
        numbers = list(selectors.numbers(tenant_id=company.pk))
        found = queues.queues_of(tenant_id=company.pk)
    names = {one.pk: one.name for one in found if one.code != DEFAULT_QUEUE}
    zone = ZoneInfo(company.timezone)
    return {
        "numbers": [_number(one, flows, names) for one in numbers],
        "queues": [{"id": pk, "name": name} for pk, name in names.items()],
        "flows": [_flow(flow, numbers, now=now, zone=zone) for flow in flows],
        "hours": _hours(company),
        "countries": _countries(numbers),
    }


def editor(flow: Flow, company: Tenant, *, now: datetime, may_edit: bool) -> dict[str, Any]:
    """All that the editor needs beside the page: the draft, its check, what steps may name, and words."""
    versions = list(selectors.versions(flow=flow)[:MOST_VERSIONS])
    live = selectors.live_version(flow_id=flow.pk, now=now)
    zone = ZoneInfo(company.timezone)
    return {
        "flow": flow,
        "versions": list(_versions(versions, live, now=now, zone=zone)),
        "live": version_words(live, zone=zone) if live else None,
        "data": {
            "url": reverse("flow-detail", args=[flow.pk]),
            # Written out whole, so that a form can be bound to it whatever a program has sent.
            "flow": {
                "name": flow.name,
                "draft": document.plain(document.read(flow.draft)[0]),
                "revision": flow.revision,
            },
            "checked": checking.looked_at(flow=flow, draft=flow.draft, tenant_id=company.pk, now=now),
            "may_edit": may_edit,
            "language": company.language,
            "zone": company.timezone,
            "kinds": {kind.value: str(KINDS[kind]) for kind in NodeKind},
            "checks": {kind.value: str(CHECKS[kind]) for kind in CheckKind},
            "languages": [{"code": code, "name": language_name(code)} for code in voices.LOCALES],
            "queues": [
                {"code": one.code, "name": one.name} for one in selectors.queues(tenant_id=company.pk)
            ],
            "answers": [
                {"id": link["id"], "title": link["title"], "group": group["title"]}
                for group in knowledge.tree()["groups"]
                for link in group["questions"]
            ],
        },
    }


def version_words(version: FlowVersion, *, zone: ZoneInfo) -> dict[str, Any]:
    """A version as a row."""
    local = version.live_from.astimezone(zone)
    return {
        "number": version.number,
        "at": version.live_from,
        "when": date_format(local, pgettext("date format", "j M Y, H:i")),
        "by": version.made_by,
        "note": version.note,
        "restored_from": version.restored_from,
        "cancelled": version.cancelled_at is not None,
    }


def _versions(
    versions: list[FlowVersion], live: FlowVersion | None, *, now: datetime, zone: ZoneInfo
) -> Iterable[dict[str, Any]]:
    """Each version with what it changed against the one before it."""
    for place, version in enumerate(versions):
        before = versions[place + 1] if place + 1 < len(versions) else None
        changes = checking.changes(before, document.read(version.document)[0]) if before else []
        yield version_words(version, zone=zone) | {
            "live": live is not None and version.pk == live.pk,
            "coming": version.live_from > now and version.cancelled_at is None,
            "changes": changes,
        }


def _number(number: Any, flows: list[Flow], names: dict[int, str]) -> dict[str, Any]:
    return {
        "id": number.pk,
        "text": phone.international(number.e164),
        "country": phone.country_of(number.e164),
        "label": number.label,
        "flow_id": number.flow_id,
        "queue_id": number.queue_id,
        "queue": names.get(number.queue_id, ""),
        "flow": next((flow.name for flow in flows if flow.pk == number.flow_id), ""),
        "url": reverse("number-detail", args=[number.pk]),
    }


def _flow(flow: Flow, numbers: Iterable[Any], *, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    live = selectors.live_version(flow_id=flow.pk, now=now)
    coming = selectors.coming_version(flow_id=flow.pk, now=now)
    draft = document.plain(document.read(flow.draft)[0])
    differs = live is None or draft != live.document
    return {
        "id": flow.pk,
        "name": flow.name,
        "live": version_words(live, zone=zone) if live else None,
        "coming": version_words(coming, zone=zone) if coming else None,
        "differs": differs,
        "changed_by": flow.changed_by,
        "changed_at": flow.changed_at,
        "steps": len(draft["nodes"]),
        "numbers": [phone.international(one.e164) for one in numbers if one.flow_id == flow.pk],
    }


def _hours(company: Tenant) -> dict[str, Any]:
    kept = company.hours or {}
    week = kept.get("week")
    return {
        "always": week is None,
        "days": [(day, ", ".join((week or {}).get(day, []))) for day in DAYS],
        "country": (kept.get("holidays") or {}).get("country", ""),
        "closed": ", ".join(kept.get("closed") or []),
        "open": ", ".join(kept.get("open") or []),
        "url": reverse("opening-hours"),
    }


def _countries(numbers: Iterable[Any]) -> list[str]:
    """The countries to choose first: those of the company's numbers, then the neighbours that our companies have."""
    own = [country for country in (phone.country_of(one.e164) for one in numbers) if country]
    return sorted({*own, *settings.CC_HOLIDAY_COUNTRIES})
