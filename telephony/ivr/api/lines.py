"""Which menu answers which number, when the company is open, and the schema of a menu's document."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cc_saas.lib.clock import now
from cc_saas.lib.pagination import Cursor
from cc_saas.lib.tenancy import in_public
from telephony.ivr import selectors, services
from telephony.ivr.api.common import EDIT, JSON, NUMBER, READ, author_of
from telephony.ivr.models import Flow
from telephony.ivr.schema import document_schema
from telephony.ivr.serializers import (
    HoursSerializer,
    NumberSerializer,
    number_json,
)
from telephony.numbers.models import Number
from telephony.queues import selectors as queues
from telephony.queues.models import Queue
from telephony.queues.types import QueueUnknown
from tenants.directory.hours import HoursInvalid


class InOrder(Cursor):
    """Numbers as they are dialled."""

    ordering = ("e164",)


@READ
class NumberViewSet(viewsets.GenericViewSet[Number]):
    """The company's numbers, which menu answers each, and where its callers wait."""

    serializer_class = NumberSerializer
    lookup_value_regex = NUMBER
    pagination_class = InOrder
    queryset = Number.objects.none()

    @extend_schema(responses=JSON)
    def list(self, request: Request) -> Response:
        """One page of numbers."""
        with in_public():
            page = self.paginate_queryset(selectors.numbers(tenant_id=_company_id(request))) or []
        return self.get_paginated_response([number_json(one) for one in page])

    @EDIT
    @extend_schema(responses=JSON)
    def update(self, request: Request, pk: str) -> Response:
        """Say which menu answers a number (null lets it ring at once), and in which queue its callers wait."""
        number = selectors.access_number(tenant_id=_company_id(request), number_id=int(pk))
        if number is None:
            raise Http404
        sent = NumberSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        flow, author = _flow_of(sent.validated_data["flow_id"]), author_of(request)
        leads = "queue_id" in sent.validated_data
        queue = _queue_of(_company_id(request), sent.validated_data["queue_id"]) if leads else None
        services.answer_with(number=number, flow=flow, now=now(), author=author)
        if leads:
            services.lead_to(number=number, queue=queue, now=now(), author=author)
        number.refresh_from_db()
        return Response(number_json(number))


def _flow_of(flow_id: int | None) -> Flow | None:
    try:
        return selectors.access_flow(flow_id=flow_id) if flow_id is not None else None
    except selectors.FlowUnknown as error:
        raise ValidationError({"flow": [_("There is no such menu.")]}) from error


def _queue_of(company_id: int, queue_id: int | None) -> Queue | None:
    if queue_id is None:
        return None
    try:
        with in_public():
            return queues.access_queue(tenant_id=company_id, queue_id=queue_id)
    except QueueUnknown as error:
        raise ValidationError({"queue": [_("There is no such queue.")]}) from error


def _company_id(request: Any) -> int:
    return int(request.tenant.pk)


@READ
class OpeningHours(APIView):
    """When the company is open, on its own wall clock."""

    @extend_schema(responses=HoursSerializer)
    def get(self, request: Request) -> Response:
        """The opening hours; {} is around the clock."""
        return Response(author_of(request).company.hours)

    @EDIT
    @extend_schema(request=HoursSerializer, responses=HoursSerializer)
    def put(self, request: Request) -> Response:
        """Set them; menus that look at them follow at once."""
        sent = HoursSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        try:
            services.set_hours(hours=dict(sent.validated_data), now=now(), author=author_of(request))
        except HoursInvalid as error:
            raise ValidationError({error.field or "hours": [str(error)]}) from error
        return Response(sent.validated_data)


@READ
class FlowSchema(APIView):
    """The JSON Schema of a menu's document."""

    @extend_schema(responses=JSON)
    def get(self, request: Request) -> Response:
        """Draft 2020-12."""
        return Response(document_schema(), content_type="application/schema+json")
