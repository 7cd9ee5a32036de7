"""The console's page. It is the same for everybody; what it shows comes over REST and the socket."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from agents.roster import selectors as roster
from telephony.console import icons
from tenants.accounts.api import allows, declares
from tenants.accounts.types import Permission, Scope

# Who watches over the floor begins there, who keeps the terms at the terms, everybody else at the console.
FIRST_PAGES = (("floor", Permission.FLOOR_USE), ("terms:overview", Permission.TERMS_EDIT))


@declares(scope=Scope.PUBLIC)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """GET /: each of the outsourcer's staff begins where her work is; whoever is not signed in is asked to."""
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("home"))
    return redirect(next((page for page, permission in FIRST_PAGES if _may(request, permission)), "console"))


@declares(scope=Scope.OPERATOR, permission=Permission.CONSOLE_USE)
@require_GET
@never_cache
@login_required
def console(request: HttpRequest) -> HttpResponse:
    """GET /console/."""
    try:
        roster.operator_of_user(user_id=UUID(str(request.user.pk)))
    except roster.OperatorUnknown:
        raise PermissionDenied from None
    return render(
        request,
        "console/console.html",
        {"bootstrap": {"snapshot_url": reverse("console-snapshot")}, "icons": icons.sprite()},
    )


def _may(request: HttpRequest, permission: Permission) -> bool:
    return allows(request=request, scope=Scope.OPERATOR, permission=permission)
