"""Pages of a company about its crisis plan, and of coordinators about all crises: forms that work without a script."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cc_saas.lib.clock import now
from telephony.crisis import form, pages
from telephony.crisis.words import FAULTS
from telephony.queues.asking import actor_of, company_of
from tenants.accounts.api import allows, declares
from tenants.accounts.types import Permission, Scope
from tenants.crisis import codes, services
from tenants.crisis.types import CrisisRefused, Plan

READ, EDIT = Permission.QUEUES_READ, Permission.QUEUES_EDIT
for_editors = declares(scope=Scope.TENANT, permission=EDIT)
for_coordinators = declares(scope=Scope.OPERATOR, permission=Permission.TERMS_EDIT)


@declares(scope=Scope.TENANT, permission=READ)
@require_safe
def crisis(request: HttpRequest) -> HttpResponse:
    """The switch, the plan and its effect."""
    return _page(request)


@for_editors
@require_POST
def save_plan(request: HttpRequest) -> HttpResponse:
    """Keep the plan."""
    company = company_of(request)
    try:
        plan = form.read(request.POST, company)
    except CrisisRefused as error:
        return _page(request, fault=error)
    return _done(
        request,
        lambda: services.save_plan(company=company, plan=plan, actor=actor_of(request), now=now()),
        plan,
    )


@for_editors
@require_POST
@never_cache
def make_code(request: HttpRequest) -> HttpResponse:
    """Make a code for the telephone; this answer alone shows it."""
    company = company_of(request)
    try:
        telephones = form.phones(request.POST, company)
        code = codes.make(company=company, phones=telephones, actor=actor_of(request), now=now())
    except CrisisRefused as error:
        return _page(request, fault=error)
    return _page(request, code=code)


@for_editors
@require_POST
def agree_to_code(request: HttpRequest) -> HttpResponse:
    """The second of two people lets the code work."""
    return _done(
        request, lambda: codes.agree(company=company_of(request), actor=actor_of(request), now=now())
    )


@for_editors
@require_POST
def revoke_code(request: HttpRequest) -> HttpResponse:
    """One person takes the code away."""
    return _done(
        request, lambda: codes.revoke(company=company_of(request), actor=actor_of(request), now=now())
    )


@for_editors
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """The first of two people wants it on."""
    return _done(
        request, lambda: services.ask(company=company_of(request), actor=actor_of(request), now=now())
    )


@for_editors
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """The second of two people wants it on."""
    return _done(
        request, lambda: services.confirm(company=company_of(request), actor=actor_of(request), now=now())
    )


@for_editors
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """One person switches it off."""
    return _done(
        request, lambda: services.end(company=company_of(request), actor=actor_of(request), now=now())
    )


@for_coordinators
@require_safe
def crises(request: HttpRequest) -> HttpResponse:
    """Every crisis that is on or asked for, and what it means for everybody."""
    return render(request, "crisis/crises.html", pages.coordinators_page(now=now()))


@for_coordinators
@require_POST
def consent(request: HttpRequest, crisis_id: int) -> HttpResponse:
    """The coordinator consents to more than the contract's reserve."""
    try:
        services.consent(crisis_id=crisis_id, actor=actor_of(request), now=now())
    except CrisisRefused as error:
        context = pages.coordinators_page(now=now()) | {"fault": FAULTS[error.code]}
        return render(request, "crisis/crises.html", context, status=409)
    return redirect("crises:crises")


def _done(request: HttpRequest, work: Callable[[], object], plan: Plan | None = None) -> HttpResponse:
    try:
        work()
    except CrisisRefused as error:
        return _page(request, fault=error, plan=plan)
    return redirect("crisis:crisis")


def _page(
    request: HttpRequest, *, fault: CrisisRefused | None = None, plan: Plan | None = None, code: str = ""
) -> HttpResponse:
    company, who = company_of(request), actor_of(request)
    context = pages.company_page(company, plan, actor_id=who.id, now=now()) | {
        "may_edit": allows(request=request, scope=Scope.TENANT, permission=EDIT),
        "new_code": f"{code[:4]} {code[4:]}" if code else "",
        "fault": FAULTS[fault.code] if fault is not None else "",
    }
    with timezone.override(ZoneInfo(company.timezone)):
        return render(request, "crisis/crisis.html", context, status=409 if fault else 200)
