"""The console's page. It is the same for everybody; what it shows comes over REST and the socket."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from agents.roster import selectors as roster
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope


@declares(scope=Scope.PUBLIC)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """GET /: the outsourcer's staff begin at the console."""
    return redirect("console")


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
        request, "console/console.html", {"bootstrap": {"snapshot_url": reverse("console-snapshot")}}
    )
