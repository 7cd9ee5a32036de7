"""Pages of reports: a company's own, on its host; those of the outsourcer's supervisors, on the public one."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from campaigns.reports import exports, mailing, mails, pages, reporting
from campaigns.reports.reporting import Asked
from campaigns.reports.types import Format
from campaigns.reports.words import DIMENSIONS
from cc_saas.lib.clock import now
from cc_saas.lib.tenancy import in_tenant
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope
from tenants.directory.models import Tenant
from tenants.directory.selectors import access_company, companies
from tenants.directory.types import CompanyUnknown

UTC = ZoneInfo("UTC")

for_company = declares(scope=Scope.TENANT, permission=Permission.CALLS_READ)
for_supervisors = declares(scope=Scope.OPERATOR, permission=Permission.FLOOR_USE)


@for_company
@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """How the company's callers were served."""
    more = {"frame": "portal/base.html", "section": "reports", "at_list": True}
    return _page(request, zone_of(request), more | mails.context(user_id=_reader(request)))


@for_company
@require_POST
def schedule(request: HttpRequest) -> HttpResponse:
    """Let the reader have a report by mail."""
    try:
        mailing.schedule(
            **mails.read(request.POST), user_id=_reader(request), language=get_language() or "en",
            zone=zone_of(request), now=now(),
        )  # fmt: skip
    except (ValueError, mailing.TooManySchedules):
        return HttpResponseBadRequest()
    return redirect(reverse("reports:report") + "#mails")


@for_company
@require_POST
def stop(request: HttpRequest, schedule_id: int) -> HttpResponse:
    """Send no more of a report; only its reader may say so."""
    if not mailing.stop(schedule_id=schedule_id, user_id=_reader(request), now=now()):
        raise Http404
    return redirect(reverse("reports:report") + "#mails")


@for_company
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same as a file."""
    return file_of(reporting.read(request.GET, now=now(), zone=zone_of(request)), kind)


@for_supervisors
@require_safe
def desk_report(request: HttpRequest) -> HttpResponse:
    """How the callers of all companies were served; of one that is chosen, by its queues and numbers too."""
    company = _chosen(request)
    more = {
        "frame": "desk/base.html",
        "section": "reports",
        "at_list": True,
        "companies": companies(),
        "chosen": company,
    }
    if company is None:
        return _page(request, UTC, more, company_wide=False)
    with in_tenant(company):
        return _page(request, ZoneInfo(company.timezone), more)


@for_supervisors
@require_safe
def desk_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same as a file."""
    company = _chosen(request)
    if company is None:
        return file_of(reporting.read(request.GET, now=now(), zone=UTC, company_wide=False), kind)
    with in_tenant(company):
        return file_of(reporting.read(request.GET, now=now(), zone=ZoneInfo(company.timezone)), kind)


def zone_of(request: HttpRequest) -> ZoneInfo:
    """Return the company's time zone."""
    return ZoneInfo(request.tenant.timezone)  # type: ignore[attr-defined]


def file_of(asked: Asked, kind: str) -> HttpResponseBase:
    """Return a report as a file of that kind. Raises Http404 for another kind."""
    if kind not in tuple(Format):
        raise Http404
    wanted, rows = Format(kind), exports.table(asked, now=now())
    named = {"Content-Disposition": f'attachment; filename="{exports.file_name(asked, wanted)}"'}
    if wanted is Format.XLSX:
        book = exports.workbook(rows, title=str(DIMENSIONS[asked.by]))
        return FileResponse(book, content_type=exports.CONTENT_TYPES[wanted], headers=named)
    # The rows are read before the company is left: a response that streams runs after it.
    lines = list(exports.csv_lines(rows))
    return StreamingHttpResponse(lines, content_type=exports.CONTENT_TYPES[wanted], headers=named)


def _page(
    request: HttpRequest, zone: ZoneInfo, more: dict[str, Any], *, company_wide: bool = True
) -> HttpResponse:
    at = now()
    asked = reporting.read(request.GET, now=at, zone=zone, company_wide=company_wide)
    with timezone.override(zone):
        context = pages.context(reporting.build(asked, now=at), request.GET) | {"zone": str(zone)}
        return render(request, "reports/report.html", context | more)


def _reader(request: HttpRequest) -> UUID:
    """Who is signed in; the door has let nobody else in."""
    return UUID(str(request.user.pk))


def _chosen(request: HttpRequest) -> Tenant | None:
    wanted = request.GET.get("company", "")
    if not wanted:
        return None
    try:
        return access_company(slug=wanted)
    except CompanyUnknown as unknown:
        raise Http404 from unknown
