"""REST of coordinators, under /api/v1/ of the public host: companies' terms in versions, and walls between rivals."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from cc_saas.lib import clock
from telephony.routing import pages
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope
from tenants.audit.services import Actor
from tenants.directory.models import Tenant
from tenants.directory.selectors import access_company, companies
from tenants.directory.types import LANGUAGE, CompanyUnknown
from tenants.terms import selectors
from tenants.terms import services as terms
from tenants.terms.models import ServiceTerms, Wall
from tenants.terms.types import Promise, TermsInvalid, TermsUnknown, WallUnknown, Window

MOST = 10_000
for_coordinators = declares(scope=Scope.OPERATOR, permission=Permission.TERMS_EDIT)
JSON = {200: OpenApiTypes.OBJECT}


class PromiseSerializer(serializers.Serializer[Promise]):
    """What is promised; times are in seconds, null is no limit. Without `starts_at` it holds at once."""

    starts_at = serializers.DateTimeField(allow_null=True, default=None)
    hours = serializers.DictField(
        default=dict, help_text='{"week": {"mon": ["09:00-18:00"]}}; {} is around the clock'
    )
    languages = serializers.ListField(
        child=serializers.RegexField(rf"^{LANGUAGE.pattern}\Z"), default=list, max_length=50
    )
    target_percent = serializers.IntegerField(default=80)
    target_time = serializers.IntegerField(default=20)
    window = serializers.ChoiceField(choices=[one.value for one in Window], default=Window.DAY.value)
    ceiling_time = serializers.IntegerField(allow_null=True, default=90)
    reserved = serializers.IntegerField(allow_null=True, default=None)
    burst = serializers.IntegerField(allow_null=True, default=None)

    def promise(self) -> Promise:
        """Return what was sent. The shape has been checked; what it says is not."""
        sent = {name: value for name, value in self.validated_data.items() if name != "starts_at"}
        languages, window = tuple(sent.pop("languages")), Window(sent.pop("window"))
        return Promise(languages=languages, window=window, **sent)


class WallSerializer(serializers.Serializer[Wall]):
    """Two or more rivals; a hard wall forbids, a soft one asks for somebody else first."""

    companies = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=1000)
    hours = serializers.FloatField(default=12.0)
    is_hard = serializers.BooleanField(default=True)


class TermsDoor(APIView):
    """A door of a coordinator."""

    @property
    def actor(self) -> Actor:
        """Who acts, as the audit names her."""
        return Actor(id=str(self.request.user.pk), label=str(self.request.user))


@for_coordinators
class TermsView(TermsDoor):
    """GET terms/."""

    @extend_schema(operation_id="terms_list", responses=JSON, tags=["terms"])
    def get(self, request: HttpRequest) -> Response:
        """Every company with the terms that hold now."""
        now = clock.now()
        return Response({"results": [_company(one, now) for one in companies()]})


@for_coordinators
class CompanyTermsView(TermsDoor):
    """GET and POST terms/{company}/."""

    @extend_schema(responses=JSON, tags=["terms"])
    def get(self, request: HttpRequest, tenant_id: int) -> Response:
        """All versions of a company's terms, the latest start first."""
        rows = selectors.versions(tenant_id=_access(tenant_id).pk)
        return Response({"results": [_version(row) for row in rows]})

    @extend_schema(request=PromiseSerializer, responses={201: OpenApiTypes.OBJECT}, tags=["terms"])
    def post(self, request: HttpRequest, tenant_id: int) -> Response:
        """Agree on a version; what holds is never changed."""
        sent = PromiseSerializer(data=self.request.data)
        sent.is_valid(raise_exception=True)
        company, now = _access(tenant_id), clock.now()
        starts_at = sent.validated_data["starts_at"] or now
        with refusals():
            row = terms.agree(
                company=company, promise=sent.promise(), starts_at=starts_at, actor=self.actor, now=now
            )
        return Response(_version(row), status=status.HTTP_201_CREATED)


@for_coordinators
class VersionView(TermsDoor):
    """DELETE terms/{company}/{number}/."""

    @extend_schema(responses={204: None}, tags=["terms"])
    def delete(self, request: HttpRequest, tenant_id: int, number: int) -> Response:
        """Withdraw a version that has not begun."""
        with refusals():
            terms.withdraw(company=_access(tenant_id), number=number, actor=self.actor, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


@for_coordinators
class WallsView(TermsDoor):
    """GET and POST walls/."""

    @extend_schema(operation_id="walls_list", responses=JSON, tags=["terms"])
    def get(self, request: HttpRequest) -> Response:
        """Every wall."""
        return Response({"results": [_wall(one) for one in Wall.objects.order_by("pk")[:MOST]]})

    @extend_schema(request=WallSerializer, responses={201: OpenApiTypes.OBJECT}, tags=["terms"])
    def post(self, request: HttpRequest) -> Response:
        """Build a wall; the answer says which hours it leaves uncovered."""
        sent = WallSerializer(data=self.request.data)
        sent.is_valid(raise_exception=True)
        asked, now = sent.validated_data, clock.now()
        chosen = list(Tenant.objects.filter(pk__in=asked["companies"]).order_by("pk"))
        with refusals():
            if len(chosen) < len(set(asked["companies"])):
                raise CompanyUnknown
            wall = terms.build_wall(
                companies=chosen, hours=asked["hours"], is_hard=asked["is_hard"], actor=self.actor, now=now
            )
        covers = pages.wall_preview(chosen, now=now)
        return Response(_wall(wall) | {"covers": covers}, status=status.HTTP_201_CREATED)


@for_coordinators
class WallView(TermsDoor):
    """DELETE walls/{id}/."""

    @extend_schema(responses={204: None}, tags=["terms"])
    def delete(self, request: HttpRequest, wall_id: int) -> Response:
        """Remove a wall."""
        with refusals():
            terms.tear_down(wall_id=wall_id, actor=self.actor, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn the room's errors into answers that name the field."""
    try:
        yield
    except (TermsUnknown, WallUnknown, CompanyUnknown) as error:
        raise Http404 from error
    except TermsInvalid as error:
        raise ValidationError({error.field: [pages.said(error)]}) from error


def _access(tenant_id: int) -> Tenant:
    with refusals():
        return access_company(id=tenant_id)


def _company(company: Tenant, now: Any) -> dict[str, Any]:
    holds = selectors.present(tenant_id=company.pk, now=now)
    promised = asdict(holds.promise) | {"number": holds.number} if holds else None
    return {"id": company.pk, "name": company.name, "terms": promised}


def _version(row: ServiceTerms) -> dict[str, Any]:
    promised = asdict(selectors.promise_of(row))
    return {"number": row.number, "starts_at": row.starts_at, "agreed_by": row.agreed_by, **promised}


def _wall(wall: Wall) -> dict[str, Any]:
    ids = sorted(wall.tenants.values_list("pk", flat=True))
    return {"id": wall.pk, "companies": ids, "hours": wall.hours, "is_hard": wall.is_hard}
