"""The company's pages about its calls."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from campaigns.records import selectors
from campaigns.records.models import CallRecord
from campaigns.records.pages.call import call_context
from campaigns.records.pages.calls import Asked, fingerprint, shown_period, summary, wanted
from campaigns.records.pages.rows import row
from campaigns.records.playback import play_voicemail
from cc_saas.lib.clock import now as clock_now
from cc_saas.lib.pagination import NewestFirst
from tenants.accounts.api import allows, declares
from tenants.accounts.types import Permission, Scope

View = Callable[..., HttpResponseBase]

NO_NEWS = 204


def company_page(permission: Permission) -> Callable[[View], View]:
    """A page of a company's host, for those who have the permission there; times are in the company's zone."""

    def frame(view: View) -> View:
        @declares(scope=Scope.TENANT, permission=permission)
        @require_safe
        @wraps(view)
        def framed(request: HttpRequest, **named: Any) -> HttpResponseBase:
            with timezone.override(_zone(request)):
                return view(request, **named)

        return framed

    return frame


@declares(scope=Scope.TENANT)
def home(_request: HttpRequest) -> HttpResponse:
    """The first page of a company's people."""
    return redirect("records:calls")


class Page(NewestFirst):
    page_size = 25


@company_page(Permission.CALLS_READ)
def calls(request: HttpRequest) -> HttpResponseBase:
    """All calls of a period, how they were answered, and when they came."""
    asked, now, zone = Asked.of(request.GET), clock_now(), _zone(request)
    shown = shown_period(asked, now=now, zone=zone)
    page = Page()
    records = _page_of(page, selectors.calls(wanted=wanted(asked, shown)), request)
    # The sums are asked for only where something changed: pages stay open all day.
    newest = selectors.newest_state(limit=page.page_size)
    seen = fingerprint([(record.id, record.version) for record in records], newest, shown.first)
    if request.GET.get("seen") == seen:
        return HttpResponse(status=NO_NEWS)
    context = summary(asked, shown, now=now, zone=zone) | {
        "rows": [row(record, now=now, zone=zone) for record in records],
        "several_lines": len({record.line for record in records}) > 1,
        "newer": _query_of(page.get_previous_link()),
        "older": _query_of(page.get_next_link()),
        "section": "calls",
        "at_list": True,
        "polls": not request.GET.get("cursor"),
    }
    return _answer(request, "records/calls", context, seen=seen)


@company_page(Permission.CALLS_READ)
def call(request: HttpRequest, call_id: UUID) -> HttpResponseBase:
    """One call from arrival to closing."""
    record, now = _access(call_id), clock_now()
    context = call_context(record, now=now, zone=_zone(request)) | {
        "section": "calls",
        "polls": record.closed_at is None,
        "may_play": allows(request=request, scope=Scope.TENANT, permission=Permission.RECORDINGS_PLAY),
    }
    states = [one.state for one in record.voicemails.all()]
    # The strip of a live call grows: it is drawn anew every ten seconds.
    grown = None if record.closed_at else now.timestamp() // 10
    return _answer(
        request,
        "records/call",
        context,
        seen=fingerprint(record.version, len(record.events.all()), states, grown),
    )


@company_page(Permission.RECORDINGS_PLAY)
def voicemail(request: HttpRequest, call_id: UUID, voicemail_id: int) -> HttpResponseBase:
    """The sound of a message, to those who may hear it."""
    return play_voicemail(request, call_id=call_id, voicemail_id=voicemail_id)


def _page_of(page: Page, found: QuerySet[CallRecord], request: HttpRequest) -> list[CallRecord]:
    try:
        return page.paginate_queryset(found, Request(request)) or []
    except NotFound as rubbish:
        raise Http404 from rubbish


def _answer(request: HttpRequest, name: str, context: dict[str, object], *, seen: str) -> HttpResponse:
    """The page; to a page that asks for news only what changed, and nothing (204) where nothing did."""
    if request.GET.get("seen") == seen:
        return HttpResponse(status=NO_NEWS)
    part = "_live" if "seen" in request.GET else ""
    return render(request, f"{name}{part}.html", context | {"seen": seen})


def _zone(request: HttpRequest) -> ZoneInfo:
    return ZoneInfo(request.tenant.timezone)  # type: ignore[attr-defined]


def _access(call_id: UUID) -> CallRecord:
    try:
        return selectors.access_call(call_id=call_id)
    except selectors.CallUnknown as unknown:
        raise Http404 from unknown


def _query_of(link: str | None) -> str:
    return "?" + link.partition("?")[2] if link else ""
