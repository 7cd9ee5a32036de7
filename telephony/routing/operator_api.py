"""REST of supervisors, under /api/v1/ of the public host: each operator's home and her own order of queues."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from agents.roster.models import Operator
from agents.roster.selectors import OperatorUnknown
from agents.roster.services import LAST_PLACE, LONGEST_DELAY_TIME, Liking, PreferenceInvalid
from cc_saas.lib import clock
from telephony.routing import ordering
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope
from tenants.audit.services import Actor

LARGEST_ID = 2**63 - 1
RULE = _("Each queue stands there once, and queues and home are of companies that she answers for.")
for_supervisors = declares(scope=Scope.OPERATOR, permission=Permission.FLOOR_USE)


class LikingSerializer(serializers.Serializer[Liking]):
    """A queue in her order: place 1 comes first; its callers wait `delay_time` seconds before she is asked."""

    queue_id = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    place = serializers.IntegerField(min_value=1, max_value=LAST_PLACE, default=1)
    delay_time = serializers.IntegerField(min_value=0, max_value=LONGEST_DELAY_TIME, default=0)


class OrderSerializer(serializers.Serializer[Operator]):
    """Her home (a company's id, or null for the pool) and her order."""

    home = serializers.IntegerField(min_value=1, max_value=LARGEST_ID, allow_null=True)
    order = LikingSerializer(many=True)


@for_supervisors
class OperatorsView(APIView):
    """GET operators/."""

    @extend_schema(operation_id="operators_list", responses={200: OpenApiTypes.OBJECT}, tags=["operators"])
    def get(self, request: HttpRequest) -> Response:
        """Every operator, her home, and what stands first in her order."""
        return Response({"results": ordering.listed()})


@for_supervisors
class OperatorView(APIView):
    """GET and PUT operators/{id}/."""

    @extend_schema(responses={200: OpenApiTypes.OBJECT}, tags=["operators"])
    def get(self, request: HttpRequest, operator_id: UUID) -> Response:
        """One operator with every queue that she may be asked for."""
        return Response(ordering.shown(operator=_access(operator_id)))

    @extend_schema(request=OrderSerializer, responses={200: OpenApiTypes.OBJECT}, tags=["operators"])
    def put(self, request: HttpRequest, operator_id: UUID) -> Response:
        """Settle her home and exactly this order."""
        found = _access(operator_id)
        sent = OrderSerializer(data=self.request.data)
        sent.is_valid(raise_exception=True)
        likings = [Liking(**one) for one in sent.validated_data["order"]]
        actor = Actor(id=str(self.request.user.pk), label=str(self.request.user))
        try:
            ordering.settle(
                operator=found, home_id=sent.validated_data["home"], likings=likings, actor=actor, now=clock.now()
            )  # fmt: skip
        except PreferenceInvalid as error:
            raise ValidationError({"order": [RULE]}) from error
        return Response(ordering.shown(operator=found))


def _access(operator_id: UUID) -> Operator:
    try:
        return ordering.access(operator_id=operator_id)
    except OperatorUnknown as error:
        raise Http404 from error
