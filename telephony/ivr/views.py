"""The company's pages about its numbers and menus: what stands there comes from `pages`, what changes goes by REST."""

from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cc_saas.lib.clock import now
from cc_saas.lib.tenancy import in_public
from telephony.ivr import pages, selectors
from tenants.accounts.api import allows, declares
from tenants.accounts.types import Permission, Scope
from tenants.directory.models import Tenant
from tenants.directory.selectors import access_company


@declares(scope=Scope.TENANT, permission=Permission.MENUS_READ)
@require_safe
def menus(request: HttpRequest) -> HttpResponse:
    """All numbers and menus."""
    company = _company(request)
    with timezone.override(ZoneInfo(company.timezone)):
        context = pages.overview(company, now=now())
        return render(request, "ivr/menus.html", context | _frame(request, at_list=True))


@declares(scope=Scope.TENANT, permission=Permission.MENUS_READ)
@require_safe
def menu(request: HttpRequest, flow_id: int) -> HttpResponse:
    """The editor of a menu."""
    company = _company(request)
    try:
        flow = selectors.access_flow(flow_id=flow_id)
    except selectors.FlowUnknown as error:
        raise Http404 from error
    with timezone.override(ZoneInfo(company.timezone)):
        frame = _frame(request, at_list=False)
        context = pages.editor(flow, company, now=now(), may_edit=bool(frame["may_edit"]))
        return render(request, "ivr/menu.html", context | frame)


def _frame(request: HttpRequest, *, at_list: bool) -> dict[str, object]:
    may_edit = allows(request=request, scope=Scope.TENANT, permission=Permission.MENUS_EDIT)
    return {"section": "menus", "at_list": at_list, "may_edit": may_edit}


def _company(request: HttpRequest) -> Tenant:
    with in_public():
        return access_company(id=request.tenant.pk)  # type: ignore[attr-defined]
