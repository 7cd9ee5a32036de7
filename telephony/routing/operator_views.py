"""Pages of supervisors, on the public host: each operator's home and her own order of queues. They work without a script."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agents.roster.models import Operator
from agents.roster.selectors import OperatorUnknown
from agents.roster.services import LAST_PLACE, Liking, PreferenceInvalid
from cc_saas.lib.clock import now
from telephony.routing import ordering
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope
from tenants.audit.services import Actor

for_supervisors = declares(scope=Scope.OPERATOR, permission=Permission.FLOOR_USE)
FRAME = {"section": "operators"}


@for_supervisors
@require_safe
def operators(request: HttpRequest) -> HttpResponse:
    """All operators."""
    context = FRAME | {"operators": ordering.listed(), "at_list": True}
    return render(request, "routing/operators.html", context)


@for_supervisors
@require_http_methods(["GET", "HEAD", "POST"])
def operator(request: HttpRequest, operator_id: UUID) -> HttpResponse:
    """One operator; posting settles her home and her order."""
    found, fault = _access(operator_id), ""
    if request.method == "POST":
        try:
            _settle(request, found)
            return redirect("operators:operator", operator_id)
        except (PreferenceInvalid, ValueError):
            fault = _(
                "A delay is a number of seconds up to 7200, and a home is a company that she answers for."
            )
    shown = ordering.shown(operator=found)
    context = FRAME | {
        "shown": _typed(shown, request.POST) if fault else shown,
        "places": range(1, LAST_PLACE + 1),
        "fault": fault,
    }
    return render(request, "routing/operator.html", context, status=400 if fault else 200)


def _typed(shown: dict[str, Any], sent: QueryDict) -> dict[str, Any]:
    """The form as it was sent: whoever corrects one field does not type the others again."""
    queues = [
        one | {"place": sent.get(f"place-{one['queue_id']}", ""), "delay_time": sent.get(f"delay-{one['queue_id']}", "")}
        for one in shown["queues"]
    ]  # fmt: skip
    return shown | {"queues": queues, "home": sent.get("home", "")}


def _settle(request: HttpRequest, found: Operator) -> None:
    sent = request.POST
    home = sent.get("home", "")
    ordering.settle(
        operator=found, home_id=int(home[:18]) if home else None, likings=_likings(sent), now=now(),
        actor=Actor(id=str(request.user.pk), label=str(request.user)),
    )  # fmt: skip


def _likings(sent: QueryDict) -> list[Liking]:
    """Places and delays under names like place-7 and delay-7; a queue without a place but with a delay comes last."""
    ids = [name.removeprefix("delay-") for name in sent if name.startswith("delay-")]
    rows = [
        (int(pk[:18]), sent.get(f"place-{pk}", ""), str(sent[f"delay-{pk}"]).strip() or "0") for pk in ids
    ]
    return [
        Liking(queue_id=pk, place=int(place or LAST_PLACE), delay_time=int(delay[:9]))
        for pk, place, delay in rows
        if place or int(delay[:9])
    ]


def _access(operator_id: UUID) -> Operator:
    try:
        return ordering.access(operator_id=operator_id)
    except OperatorUnknown as error:
        raise Http404 from error
