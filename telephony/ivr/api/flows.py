"""Menus: drafts, checks, versions."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cc_saas.lib.clock import now
from cc_saas.lib.pagination import Cursor
from telephony.ivr import checking, selectors, services, trying
from telephony.ivr.api.common import EDIT, JSON, NUMBER, READ, author_of, draft_of, sent_by
from telephony.ivr.api.refusals import ChangedMeanwhile, FlowInUse, NameTaken, NotCancellable, not_publishable
from telephony.ivr.models import Flow, FlowVersion
from telephony.ivr.serializers import (
    CheckSerializer,
    FlowSerializer,
    PublishSerializer,
    TrySerializer,
    flow_json,
    version_json,
)
from tenants.directory.hours import read as read_hours
from tenants.knowledge import selectors as knowledge


class ByName(Cursor):
    """Menus in the order of their names."""

    ordering = ("name", "id")


class NewestVersion(Cursor):
    """Versions, the newest first."""

    ordering = ("-number",)


@READ
class FlowViewSet(viewsets.GenericViewSet[Flow]):
    """Menus: what callers hear and may choose before anybody is asked."""

    serializer_class = FlowSerializer
    lookup_value_regex = NUMBER
    pagination_class = ByName
    queryset = Flow.objects.none()

    @extend_schema(operation_id="flows_list", responses=JSON)
    def list(self, request: Request) -> Response:
        """One page of menus, by name."""
        page = self.paginate_queryset(selectors.flows()) or []
        return self.get_paginated_response([self._shown(flow, at=now()) for flow in page])

    @extend_schema(responses=JSON)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One menu."""
        return Response(self._shown(self._access(pk), at=now()))

    @EDIT
    @extend_schema(responses={201: JSON})
    def create(self, request: Request) -> Response:
        """Begin a menu."""
        sent = sent_by(request, FlowSerializer)
        draft = draft_of(sent, None) if "draft" in sent else None
        try:
            flow = services.create_flow(name=sent["name"], draft=draft, now=now(), author=author_of(request))
        except services.NameTaken as error:
            raise NameTaken from error
        return Response(self._shown(flow, at=now()), status=status.HTTP_201_CREATED)

    @EDIT
    @extend_schema(responses=JSON)
    def update(self, request: Request, pk: str) -> Response:
        """Keep the draft; answers what is wrong with it, its drawing, and what it changes."""
        flow, sent = self._access(pk), sent_by(request, FlowSerializer)
        draft = draft_of(sent, flow.draft)
        try:
            flow = services.save_draft(
                flow=flow, draft=draft, revision=sent.get("revision", flow.revision), name=sent["name"], now=now(),
                author=author_of(request),
            )  # fmt: skip
        except services.ChangedMeanwhile as error:
            raise ChangedMeanwhile from error
        except services.NameTaken as error:
            raise NameTaken from error
        return Response(self._shown(flow, at=now()) | self._looked_at(request, flow, draft))

    @EDIT
    def destroy(self, request: Request, pk: str) -> Response:
        """Delete a menu that answers no number."""
        try:
            services.delete_flow(flow=self._access(pk), now=now(), author=author_of(request))
        except services.FlowInUse as error:
            raise FlowInUse from error
        return Response(status=status.HTTP_204_NO_CONTENT)

    @READ
    @extend_schema(request=CheckSerializer, responses=JSON)
    @action(detail=True, methods=["post"])
    def validate(self, request: Request, pk: str) -> Response:
        """Check a draft; nothing is kept."""
        flow = self._access(pk)
        return Response(
            self._looked_at(request, flow, draft_of(sent_by(request, CheckSerializer), flow.draft))
        )

    @EDIT
    @extend_schema(request=PublishSerializer, responses={201: JSON, 422: JSON})
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """Let the draft answer calls, now or from an instant on."""
        flow, sent = self._access(pk), sent_by(request, PublishSerializer)
        known = selectors.known(tenant_id=author_of(request).company.pk)
        try:
            version = services.publish(flow=flow, known=known, now=now(), author=author_of(request), **sent)
        except services.NotPublishable as error:
            return not_publishable(error, flow.draft)
        return Response(version_json(version), status=status.HTTP_201_CREATED)

    @READ
    @extend_schema(request=TrySerializer, responses=JSON)
    @action(detail=True, methods=["post"], url_path="try")
    def attempt(self, request: Request, pk: str) -> Response:
        """One turn of a call through the draft, without a telephone."""
        flow, sent = self._access(pk), sent_by(request, TrySerializer)
        company = author_of(request).company
        try:
            told = trying.turn(
                draft=draft_of(sent, flow.draft), plain_state=sent["state"], given=sent["input"],
                language=sent["language"] or company.language, now=sent["at"] or now(),
                zone=ZoneInfo(company.timezone), hours=read_hours(company.hours),
                answer_of=lambda question: knowledge.spoken_answer(question_id=question),
            )  # fmt: skip
        except trying.NothingToTry as error:
            raise ValidationError({str(error): [_("This is no step of a call.")]}) from error
        return Response(told)

    @READ
    @extend_schema(operation_id="flows_versions_list", responses=JSON)
    @action(detail=True, methods=["get"], pagination_class=NewestVersion)
    def versions(self, request: Request, pk: str) -> Response:
        """One page of versions, newest first."""
        page: Any = self.paginate_queryset(selectors.versions(flow=self._access(pk)))  # type: ignore[arg-type]
        return self.get_paginated_response([version_json(version) for version in page])

    @READ
    @extend_schema(responses=JSON)
    @action(detail=True, methods=["get"], url_path=rf"versions/(?P<number>{NUMBER})")
    def version(self, request: Request, pk: str, number: str) -> Response:
        """One version with its document."""
        return Response(version_json(self._version(pk, number), whole=True))

    @EDIT
    @extend_schema(request=None, responses={201: JSON, 422: JSON})
    @action(detail=True, methods=["post"], url_path=rf"versions/(?P<number>{NUMBER})/restore")
    def restore(self, request: Request, pk: str, number: str) -> Response:
        """Go back to a version: it answers calls from now on, as a new one that says the same."""
        version, author = self._version(pk, number), author_of(request)
        known = selectors.known(tenant_id=author.company.pk)
        try:
            made = services.restore(version=version, known=known, now=now(), author=author)
        except services.NotPublishable as error:
            return not_publishable(error, version.document)
        return Response(version_json(made), status=status.HTTP_201_CREATED)

    @EDIT
    @extend_schema(request=None, responses=JSON)
    @action(detail=True, methods=["post"], url_path=rf"versions/(?P<number>{NUMBER})/cancel")
    def cancel(self, request: Request, pk: str, number: str) -> Response:
        """Take back a version that has not begun."""
        version = self._version(pk, number)
        try:
            services.cancel(version=version, now=now(), author=author_of(request))
        except services.NotCancellable as error:
            raise NotCancellable from error
        return Response(version_json(self._version(pk, number)))

    def _access(self, pk: str) -> Flow:
        try:
            return selectors.access_flow(flow_id=int(pk))
        except selectors.FlowUnknown as error:
            raise Http404 from error

    def _version(self, pk: str, number: str) -> FlowVersion:
        try:
            return selectors.access_version(flow=self._access(pk), number=int(number))
        except selectors.VersionUnknown as error:
            raise Http404 from error

    def _shown(self, flow: Flow, *, at: datetime) -> dict[str, Any]:
        live = selectors.live_version(flow_id=flow.pk, now=at)
        return flow_json(flow, live=live, coming=selectors.coming_version(flow_id=flow.pk, now=at))

    def _looked_at(self, request: Any, flow: Flow, draft: object) -> dict[str, Any]:
        return checking.looked_at(flow=flow, draft=draft, tenant_id=request.tenant.pk, now=now())
