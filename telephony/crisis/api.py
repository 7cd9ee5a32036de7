"""REST of a company's host: its crisis and its plan, and the switch, by the rules of the page.

A key is no person: it reads, and switches off; to ask and to confirm take two people, each signed in.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cc_saas.lib.clock import now
from telephony.crisis.words import FAULTS
from telephony.queues.asking import actor_of, company_of
from tenants.accounts.api import declares
from tenants.accounts.principals import CompanyKey
from tenants.accounts.types import Permission, Scope
from tenants.crisis import selectors, services
from tenants.crisis.models import Crisis
from tenants.crisis.types import CONFIRM_TIME, CrisisRefused, Phase
from tenants.directory.models import Tenant

READ = declares(scope=Scope.TENANT, permission=Permission.QUEUES_READ)
EDIT = declares(scope=Scope.TENANT, permission=Permission.QUEUES_EDIT)
LIVE = (Phase.ON, Phase.ASKED)


class CrisisConflict(APIException):
    """409: it is not done, and `code` says why (tenants.crisis.types.CrisisRefused)."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = _("Nothing was changed.")
    default_code = "conflict"


class PersonNeeded(PermissionDenied):
    """403: a key is no person."""

    default_detail = _("A key is no person: two people who are signed in switch a crisis on.")
    default_code = "person_needed"


class PlanSerializer(serializers.Serializer[Any]):
    """What is prepared. Texts are by language (BCP 47); `reserved` is answers an hour."""

    greeting = serializers.DictField(child=serializers.CharField())
    phrase = serializers.DictField(child=serializers.CharField())
    flow_id = serializers.IntegerField(allow_null=True, help_text="The menu; null is the numbers' own.")
    priority = serializers.IntegerField(help_text="Added to each queue's.")
    overflow = serializers.ListField(child=serializers.DictField(), help_text="[] is the queues' own.")
    reserved = serializers.IntegerField(allow_null=True, help_text="Null is the contract's.")
    minutes = serializers.IntegerField(help_text="It ends by itself after so many.")


class CrisisSerializer(serializers.Serializer[Any]):
    """Where it stands now. While it is neither on nor asked for, all but `phase` and `plan` are null."""

    phase = serializers.ChoiceField(choices=[Phase.ON.value, Phase.ASKED.value, Phase.OVER.value])
    asked_at = serializers.DateTimeField(allow_null=True)
    asked_by = serializers.CharField(allow_null=True)
    confirm_by = serializers.DateTimeField(allow_null=True, help_text="Until then a second person confirms.")
    begins_at = serializers.DateTimeField(allow_null=True)
    confirmed_by = serializers.CharField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True, help_text="It ends by itself.")
    consent_at = serializers.DateTimeField(
        allow_null=True, help_text="From then on the reserve beyond the contract holds, too."
    )
    plan = PlanSerializer(
        allow_null=True,
        help_text="What holds, or waits to be confirmed; else what is prepared. Null: nothing.",
    )


EXAMPLE = OpenApiExample(
    "On",
    value={
        "phase": "ON", "asked_at": "2026-11-23T09:00:00Z", "asked_by": "Maria", "confirm_by": None,
        "begins_at": "2026-11-23T09:02:10Z", "confirmed_by": "Pieter", "ends_at": "2026-11-23T11:02:10Z",
        "consent_at": None,
        "plan": {
            "greeting": {"en": "Switch your boiler off and open a window."}, "phrase": {"en": "Philips emergency."},
            "flow_id": None, "priority": 10, "overflow": [], "reserved": 40, "minutes": 120,
        },
    },
    response_only=True,
    status_codes=["200"],
)  # fmt: skip
REFUSED = OpenApiExample(
    "Refused",
    value={
        "type": "about:blank", "title": "Nothing was changed.", "status": 409,
        "detail": "Somebody else has to confirm: you have asked for it.", "code": "same_person",
    },
    response_only=True,
    status_codes=["409"],
)  # fmt: skip
describes = extend_schema(
    request=None,
    responses={200: CrisisSerializer, 409: OpenApiResponse(dict, description="`code` says why.")},
    examples=[EXAMPLE, REFUSED],
    tags=["crisis"],
)


@READ
class CrisisView(APIView):
    """GET crisis/."""

    @extend_schema(responses=CrisisSerializer, examples=[EXAMPLE], tags=["crisis"])
    def get(self, request: Request) -> Response:
        """Whether a crisis is on, or asked for, and the plan."""
        return _shown(company_of(request), now())


@EDIT
class AskView(APIView):
    """POST crisis/ask/."""

    @describes
    def post(self, request: Request) -> Response:
        """The first of two people wants it on. A key is refused (403, `person_needed`)."""
        return _done(services.ask, request, needs_person=True)


@EDIT
class ConfirmView(APIView):
    """POST crisis/confirm/."""

    @describes
    def post(self, request: Request) -> Response:
        """The second of two people wants it on: it begins. A key is refused (403, `person_needed`)."""
        return _done(services.confirm, request, needs_person=True)


@EDIT
class EndView(APIView):
    """POST crisis/end/."""

    @describes
    def post(self, request: Request) -> Response:
        """One person, or a key, switches it off, or takes back what was asked for."""
        return _done(services.end, request, needs_person=False)


def _done(work: Any, request: Request, *, needs_person: bool) -> Response:
    who: object = request.user
    if needs_person and isinstance(who, CompanyKey):
        raise PersonNeeded
    company, at = company_of(request), now()
    with refusals():
        work(company=company, actor=actor_of(request), now=at)
    return _shown(company, at)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the room refuses into 409 with its word as `code`."""
    try:
        yield
    except CrisisRefused as error:
        raise CrisisConflict(FAULTS[error.code], code=error.code) from error


def _shown(company: Tenant, at: datetime) -> Response:
    return Response(CrisisSerializer(_state(company, at)).data)


def _state(company: Tenant, at: datetime) -> dict[str, Any]:
    latest = selectors.latest(tenant_id=company.pk)
    phase = latest.phase(at=at) if latest is not None else Phase.OVER
    prepared = selectors.prepared(tenant_id=company.pk)
    plan = latest if latest is not None and phase in LIVE else prepared
    live = _live(latest, phase) if latest is not None and phase in LIVE else {"phase": Phase.OVER.value}
    nothing = dict.fromkeys(CrisisSerializer().fields)
    return nothing | live | {"plan": selectors.plan_of(plan.plan) if plan is not None else None}


def _live(one: Crisis, phase: Phase) -> dict[str, Any]:
    return {
        "phase": phase.value, "asked_at": one.asked_at, "asked_by": one.asked_by,
        "confirm_by": one.asked_at + CONFIRM_TIME if phase is Phase.ASKED else None, "begins_at": one.begins_at,
        "confirmed_by": one.confirmed_by or None, "ends_at": one.ends_at, "consent_at": one.consent_at,
    }  # fmt: skip
