"""REST of a company's host: how callbacks are offered, and which numbers may be dialled."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cc_saas.lib.clock import now
from telephony.callbacks import selectors, services
from telephony.callbacks.asking import actor_of, company_of
from telephony.callbacks.types import LONGEST_OFFERED_AFTER, Terms
from telephony.dialing import selectors as dialing_read
from telephony.dialing import services as dialing
from telephony.dialing.types import RulesInvalid
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope

FAULTS = {
    "countries": _("A country is written with two letters, as GE."),
    "daily_cap": _("The daily cap may not be higher than what was agreed."),
}
READ = declares(scope=Scope.TENANT, permission=Permission.QUEUES_READ)
EDIT = declares(scope=Scope.TENANT, permission=Permission.QUEUES_EDIT)


class CallbackSerializer(serializers.Serializer[Terms]):
    """Whether a waiting caller may ask to be called back, and after how many seconds she is told so."""

    is_on = serializers.BooleanField()
    offered_after = serializers.IntegerField(min_value=0, max_value=LONGEST_OFFERED_AFTER)


class DialRulesSerializer(serializers.Serializer[Terms]):
    """Countries that may be dialled beside those of the company's own numbers, and how many numbers a day."""

    own_countries = serializers.ListField(child=serializers.CharField(), read_only=True)
    countries = serializers.ListField(child=serializers.CharField(max_length=2), max_length=300)
    daily_cap = serializers.IntegerField(min_value=0)


@READ
class CallbackSettings(APIView):
    """GET and PUT callback-settings/."""

    @extend_schema(responses=CallbackSerializer)
    def get(self, request: Request) -> Response:
        """How callbacks are offered."""
        terms = selectors.terms_of(tenant_id=company_of(request).pk)
        return Response({"is_on": terms.is_on, "offered_after": terms.offered_after})

    @EDIT
    @extend_schema(request=CallbackSerializer, responses=CallbackSerializer)
    def put(self, request: Request) -> Response:
        """Settle it; callers who wait now are asked by it too."""
        sent = CallbackSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        company, actor = company_of(request), actor_of(request)
        services.settle(company=company, actor=actor, now=now(), **sent.validated_data)
        return Response(sent.validated_data)


@READ
class DialRules(APIView):
    """GET and PUT dial-rules/."""

    @extend_schema(responses=DialRulesSerializer)
    def get(self, request: Request) -> Response:
        """Which countries may be dialled, and how many numbers a day."""
        return Response(_rules(company_of(request).pk))

    @EDIT
    @extend_schema(request=DialRulesSerializer, responses=DialRulesSerializer)
    def put(self, request: Request) -> Response:
        """Settle it; it holds from the next dial on."""
        sent = DialRulesSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        company, actor = company_of(request), actor_of(request)
        try:
            dialing.settle(company=company, actor=actor, now=now(), **sent.validated_data)
        except RulesInvalid as error:
            raise ValidationError({str(error): [FAULTS[str(error)]]}) from error
        return Response(_rules(company.pk))


def _rules(tenant_id: int) -> dict[str, object]:
    own, added, daily_cap = dialing_read.settled(tenant_id=tenant_id)
    return {"own_countries": own, "countries": added, "daily_cap": daily_cap}
