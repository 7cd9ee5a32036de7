"""The company's page about calling back and out: one form, which works without a script."""

import re

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cc_saas.lib.clock import now
from cc_saas.lib.tenancy import in_public
from telephony.callbacks import selectors, services
from telephony.callbacks.asking import actor_of, company_of
from telephony.callbacks.types import TermsInvalid
from telephony.dialing import selectors as dialing_read
from telephony.dialing import services as dialing
from telephony.dialing.types import RulesInvalid
from tenants.accounts.api import allows, declares
from tenants.accounts.types import Permission, Scope
from tenants.directory.models import Tenant

READ, EDIT = Permission.QUEUES_READ, Permission.QUEUES_EDIT


@declares(scope=Scope.TENANT, permission=READ)
@require_http_methods(["GET", "HEAD", "POST"])
def calling(request: HttpRequest) -> HttpResponse:
    """How callbacks are offered, and which numbers may be dialled; saving it is for those who may."""
    company, fault = company_of(request), ""
    may_edit = allows(request=request, scope=Scope.TENANT, permission=EDIT)
    if request.method == "POST":
        if not may_edit:
            return HttpResponse(status=403)
        try:
            _settle(request, company)
            return redirect("callbacks:calling")
        except (TermsInvalid, RulesInvalid, ValueError):
            fault = _("A country has two letters, and numbers are whole and not above what was agreed.")
    with in_public():
        own, added, daily_cap = dialing_read.settled(tenant_id=company.pk)
        terms = selectors.terms_of(tenant_id=company.pk)
    context = {
        "section": "queues", "may_edit": may_edit, "fault": fault, "own": own, "countries": " ".join(added),
        "daily_cap": daily_cap, "terms": terms,
    }  # fmt: skip
    return render(request, "callbacks/calling.html", context, status=400 if fault else 200)


def _settle(request: HttpRequest, company: Tenant) -> None:
    """Both parts or neither: what is wrong with one is found before the other is written."""
    sent, actor, at = request.POST, actor_of(request), now()
    after, cap = int(sent.get("offered_after", "")[:9]), int(sent.get("daily_cap", "")[:9])
    countries = [one for one in re.split(r"[\s,]+", sent.get("countries", "")) if one]
    with in_public(), transaction.atomic():
        services.settle(company=company, is_on="is_on" in sent, offered_after=after, actor=actor, now=at)
        dialing.settle(company=company, countries=countries, daily_cap=cap, actor=actor, now=at)
