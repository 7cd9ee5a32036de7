"""REST of a company's menus, on the company's host; the editor uses the same."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cc_saas.lib.clock import now
from cc_saas.lib.problems import CONTENT_TYPE
from cc_saas.lib.problems import problem as problem_details
from cc_saas.lib.tenancy import in_public
from telephony.ivr import checking, document, selectors, services, trying
from telephony.ivr.models import Flow, FlowVersion
from telephony.ivr.schema import document_schema
from telephony.ivr.serializers import (
    CheckSerializer,
    FlowSerializer,
    HoursSerializer,
    NumberSerializer,
    PublishSerializer,
    TrySerializer,
    flow_json,
    number_json,
    version_json,
)
from telephony.numbers.models import Number
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope
from tenants.audit.services import Actor
from tenants.directory.hours import HoursInvalid
from tenants.directory.hours import read as read_hours
from tenants.directory.selectors import access_company
from tenants.knowledge import selectors as knowledge

NUMBER = r"[0-9]{1,18}"
LARGEST_DRAFT = 400_000
JSON = OpenApiTypes.OBJECT
READ = declares(scope=Scope.TENANT, permission=Permission.MENUS_READ)
EDIT = declares(scope=Scope.TENANT, permission=Permission.MENUS_EDIT)


class Conflict(APIException):
    """409: what was asked for does not go with what is."""

    status_code = status.HTTP_409_CONFLICT


class NameTaken(Conflict):
    default_detail = gettext_lazy("Another menu has this name.")
    default_code = "name_taken"


class ChangedMeanwhile(Conflict):
    default_detail = gettext_lazy(
        "Somebody else has changed the draft meanwhile. Reload it, and change it again."
    )
    default_code = "changed_meanwhile"


class FlowInUse(Conflict):
    default_detail = gettext_lazy("Numbers are answered with this menu. Give them another one first.")
    default_code = "menu_in_use"


class NotCancellable(Conflict):
    default_detail = gettext_lazy("This version answers calls already. Go back to an older one instead.")
    default_code = "version_has_begun"


def author_of(request: Any) -> services.Author:
    """Return who asks: a person of the company, or one of its keys."""
    with in_public():
        company = access_company(id=request.tenant.pk)
    return services.Author(actor=Actor(id=str(request.user.pk), label=str(request.user)), company=company)


def not_publishable(error: services.NotPublishable, draft: object) -> Response:
    """422, with every problem at its node."""
    body = problem_details(
        status=422, title=_("The menu has problems and was not published"), code="menu_has_problems",
        problems=checking.told(error.problems, menu=document.read(draft)[0]),
    )  # fmt: skip
    return Response(body, status=422, content_type=CONTENT_TYPE)


def draft_of(sent: dict[str, Any], flow: Flow) -> Any:
    """Return the draft that was sent, else the kept one."""
    draft = sent.get("draft", flow.draft)
    if not isinstance(draft, dict) or len(str(draft)) > LARGEST_DRAFT:
        raise ValidationError({"draft": [_("This is no menu.")]})
    return draft


@READ
class FlowViewSet(viewsets.GenericViewSet[Flow]):
    """Menus: what callers hear and may choose before anybody is asked."""

    serializer_class = FlowSerializer
    lookup_value_regex = NUMBER
    queryset = Flow.objects.none()

    @extend_schema(responses=JSON)
    def list(self, request: Request) -> Response:
        """All menus, by name."""
        return Response([self._shown(flow, at=now()) for flow in selectors.flows()])

    @extend_schema(responses=JSON)
    def retrieve(self, request: Request, pk: str) -> Response:
        """One menu."""
        return Response(self._shown(self._access(pk), at=now()))

    @EDIT
    @extend_schema(responses={201: JSON})
    def create(self, request: Request) -> Response:
        """Begin a menu."""
        sent = self._sent(FlowSerializer, request)
        try:
            flow = services.create_flow(
                name=sent["name"], draft=sent.get("draft"), now=now(), author=author_of(request)
            )
        except services.NameTaken as error:
            raise NameTaken from error
        return Response(self._shown(flow, at=now()), status=status.HTTP_201_CREATED)

    @EDIT
    @extend_schema(responses=JSON)
    def update(self, request: Request, pk: str) -> Response:
        """Keep the draft; answers what is wrong with it, its drawing, and what it changes."""
        flow, sent = self._access(pk), self._sent(FlowSerializer, request)
        draft = draft_of(sent, flow)
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
        return Response(self._looked_at(request, flow, draft_of(self._sent(CheckSerializer, request), flow)))

    @EDIT
    @extend_schema(request=PublishSerializer, responses={201: JSON, 422: JSON})
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """Let the draft answer calls, now or from an instant on."""
        flow, sent = self._access(pk), self._sent(PublishSerializer, request)
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
        flow, sent = self._access(pk), self._sent(TrySerializer, request)
        company = author_of(request).company
        try:
            told = trying.turn(
                draft=draft_of(sent, flow), plain_state=sent["state"], given=sent["input"],
                language=sent["language"] or company.language, now=sent["at"] or now(),
                zone=ZoneInfo(company.timezone), hours=read_hours(company.hours),
                answer_of=lambda question: knowledge.spoken_answer(question_id=question),
            )  # fmt: skip
        except trying.NothingToTry as error:
            raise ValidationError({str(error): [_("This is no step of a call.")]}) from error
        return Response(told)

    @READ
    @extend_schema(responses=JSON)
    @action(detail=True, methods=["get"])
    def versions(self, request: Request, pk: str) -> Response:
        """Every version, newest first."""
        found = selectors.versions(flow=self._access(pk))[:200]
        return Response([version_json(version) for version in found])

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

    def _sent(self, shape: Any, request: Request) -> dict[str, Any]:
        """Return what was sent, checked; a time without a zone is one of the company's wall clock."""
        sent = shape(data=request.data)
        with timezone.override(ZoneInfo(request.tenant.timezone)):  # type: ignore[attr-defined]
            sent.is_valid(raise_exception=True)
            return dict(sent.validated_data)

    def _shown(self, flow: Flow, *, at: datetime) -> dict[str, Any]:
        live = selectors.live_version(flow_id=flow.pk, now=at)
        return flow_json(flow, live=live, coming=selectors.coming_version(flow_id=flow.pk, now=at))

    def _looked_at(self, request: Any, flow: Flow, draft: object) -> dict[str, Any]:
        return checking.looked_at(flow=flow, draft=draft, tenant_id=request.tenant.pk, now=now())


@READ
class NumberViewSet(viewsets.GenericViewSet[Number]):
    """The company's numbers, and which menu answers each."""

    serializer_class = NumberSerializer
    lookup_value_regex = NUMBER
    queryset = Number.objects.none()

    @extend_schema(responses=JSON)
    def list(self, request: Request) -> Response:
        """All numbers."""
        return Response([number_json(one) for one in selectors.numbers(tenant_id=_company_id(request))])

    @EDIT
    @extend_schema(responses=JSON)
    def update(self, request: Request, pk: str) -> Response:
        """Say which menu answers a number; null lets it ring at once."""
        number = selectors.access_number(tenant_id=_company_id(request), number_id=int(pk))
        if number is None:
            raise Http404
        sent = NumberSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        services.answer_with(
            number=number, flow=_flow_of(sent.validated_data["flow_id"]), now=now(), author=author_of(request)
        )
        number.refresh_from_db()
        return Response(number_json(number))


def _flow_of(flow_id: int | None) -> Flow | None:
    try:
        return selectors.access_flow(flow_id=flow_id) if flow_id is not None else None
    except selectors.FlowUnknown as error:
        raise ValidationError({"flow": [_("There is no such menu.")]}) from error


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
