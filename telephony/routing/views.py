"""Pages of coordinators, on the public host: companies' terms, and walls between rivals."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cc_saas.lib.clock import now
from telephony.routing import pages
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope
from tenants.audit.services import Actor
from tenants.directory.models import Tenant
from tenants.directory.selectors import access_company
from tenants.directory.types import LANGUAGE, CompanyUnknown
from tenants.terms import services as terms
from tenants.terms.types import Promise, TermsInvalid, TermsUnknown, WallUnknown, Window

for_coordinators = declares(scope=Scope.OPERATOR, permission=Permission.TERMS_EDIT)
FRAME = {"section": "terms"}
DAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)\s+(.+)")


@for_coordinators
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All companies, their terms, and the walls."""
    return render(request, "routing/terms.html", pages.overview(now=now()) | FRAME | {"at_list": True})


@for_coordinators
@require_http_methods(["GET", "HEAD", "POST"])
def company(request: HttpRequest, tenant_id: int) -> HttpResponse:
    """One company's versions; posting agrees on a new one, with a start."""
    found, promise, fault = _access(tenant_id), None, ""
    if request.method == "POST":
        try:
            promise, at = _promise(request.POST), now()
            starts_at = _start(request.POST, found, at)
            terms.agree(company=found, promise=promise, starts_at=starts_at, actor=_actor(request), now=at)
            return redirect("terms:company", tenant_id)
        except TermsInvalid as error:
            fault = pages.said(error)
    with timezone.override(ZoneInfo(found.timezone)):
        context = pages.one_company(found, promise, now=now()) | FRAME | {"fault": fault}
        context |= _typed(request.POST) if fault else {}
        return render(request, "routing/company.html", context, status=400 if fault else 200)


@for_coordinators
@require_POST
def withdraw(request: HttpRequest, tenant_id: int, number: int) -> HttpResponse:
    """Take back a version that has not begun."""
    try:
        terms.withdraw(company=_access(tenant_id), number=number, actor=_actor(request), now=now())
    except TermsUnknown as error:
        raise Http404 from error
    return redirect("terms:company", tenant_id)


@for_coordinators
@require_POST
def build_wall(request: HttpRequest) -> HttpResponse:
    """First what a wall would leave uncovered, then, sent again with `confirmed`, the wall."""
    sent = request.POST
    ids = [int(one[:18]) for one in sent.getlist("companies") if one.isdecimal()]
    chosen = list(Tenant.objects.filter(pk__in=ids).order_by("name"))
    hours, is_hard = _number(sent, "hours") or 12, sent.get("kind") != "soft"
    try:
        if "confirmed" in sent:
            terms.build_wall(companies=chosen, hours=hours, is_hard=is_hard, actor=_actor(request), now=now())
            return redirect("terms:overview")
        terms.check_wall(companies=chosen, hours=hours)
    except TermsInvalid as error:
        context = pages.overview(now=now()) | FRAME | {"at_list": True, "fault": pages.said(error)}
        return render(request, "routing/terms.html", context, status=400)
    context = FRAME | {"companies": chosen, "hours": hours, "is_hard": is_hard, "days": pages.KNOWN_DAYS,
               "covers": pages.wall_preview(chosen, now=now())}  # fmt: skip
    return render(request, "routing/wall.html", context)


@for_coordinators
@require_POST
def tear_down(request: HttpRequest, wall_id: int) -> HttpResponse:
    """Remove a wall."""
    try:
        terms.tear_down(wall_id=wall_id, actor=_actor(request), now=now())
    except WallUnknown as error:
        raise Http404 from error
    return redirect("terms:overview")


def _typed(sent: QueryDict) -> dict[str, Any]:
    """The form as it was sent: whoever corrects one field does not type the others again."""
    typed = {name: sent.get(name, "") for name in (*pages.PARTS, "starts_at")}
    return {"promise": typed} | {name: typed[name] for name in ("languages", "hours", "starts_at")}


def _promise(sent: QueryDict) -> Promise:
    tags = tuple(sent.get("languages", "").replace(",", " ").split())
    if not all(LANGUAGE.fullmatch(tag) for tag in tags):
        raise TermsInvalid("languages", "form")
    if sent.get("window") not in [one.value for one in Window]:
        raise TermsInvalid("window", "form")
    return Promise(
        hours=_hours(sent.get("hours", "")), languages=tags, window=Window(str(sent["window"])),
        target_percent=_number(sent, "target_percent") or 0, target_time=_number(sent, "target_time") or 0,
        ceiling_time=_number(sent, "ceiling_time"), reserved=_number(sent, "reserved"), burst=_number(sent, "burst"),
    )  # fmt: skip


def _hours(text: str) -> dict[str, Any]:
    """`mon 09:00-18:00; tue 09:00-13:00, 14:00-18:00`; empty is around the clock."""
    found = [DAY.fullmatch(part.strip()) for part in text.split(";") if part.strip()]
    if not all(found):
        raise TermsInvalid("hours", "form")
    week = {one[1]: [span.strip() for span in one[2].split(",")] for one in found if one}
    return {"week": week} if week else {}


def _start(sent: QueryDict, found: Tenant, at_once: datetime) -> datetime:
    """An instant on the company's wall clock; empty is at once."""
    text = sent.get("starts_at", "").strip()
    if not text:
        return at_once
    try:
        return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(found.timezone))
    except ValueError:
        raise TermsInvalid("starts_at", "form") from None


def _number(sent: QueryDict, name: str) -> int | None:
    text = sent.get(name, "").strip()
    if text and (not text.isdecimal() or len(text) > 9):
        raise TermsInvalid(name, "range")
    return int(text) if text else None


def _access(tenant_id: int) -> Tenant:
    try:
        return access_company(id=tenant_id)
    except CompanyUnknown as error:
        raise Http404 from error


def _actor(request: HttpRequest) -> Actor:
    return Actor(id=str(request.user.pk), label=str(request.user))
