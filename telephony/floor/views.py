"""The floor's page. It is the same for everybody; what it shows comes over REST and the socket."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from telephony.floor import selectors
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope


@declares(scope=Scope.OPERATOR, permission=Permission.FLOOR_USE)
@require_GET
@never_cache
@login_required
def floor(request: HttpRequest) -> HttpResponse:
    """GET /floor/."""
    bootstrap = {
        "snapshot_url": reverse("floor-snapshot"),
        "person": str(request.user.pk),
        "softphone": selectors.softphone_of(user_id=UUID(str(request.user.pk))),
    }
    return render(request, "floor/floor.html", {"bootstrap": bootstrap, "section": "floor", "at_list": True})
