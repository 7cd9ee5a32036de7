"""REST of a company's host: what operators say and read for it, kept by the company itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cc_saas.lib import voices
from cc_saas.lib.clock import now
from cc_saas.lib.pagination import Cursor
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope
from tenants.audit.services import Actor
from tenants.knowledge import selectors, services, shapes
from tenants.knowledge.models import Greeting, Question, QuestionGroup
from tenants.knowledge.serializers import GreetingSerializer, GroupSerializer, QuestionSerializer

NUMBER = r"[0-9]{1,18}"
LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"  # BCP 47, as far as we use it

TABLE_RULE = _("A table has 1 to 12 named columns, and 1 to 200 rows as long as its columns.")
ADDRESSES_RULE = _("Addresses are 1 to 300 places, each with a name and an address.")
GROUP_RULE = _("There is no such group.")
RELATED_RULE = _("One of the related questions is not there.")


class GroupInUse(APIException):
    """409: the group still has questions."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = _("The group still has questions. Move or delete them first.")
    default_code = "group_not_empty"


@contextmanager
def refusals() -> Iterator[None]:
    """Turn the room's errors about what was sent into answers that name the field."""
    try:
        yield
    except shapes.TableInvalid as error:
        raise ValidationError({"table": [TABLE_RULE]}) from error
    except shapes.AddressesInvalid as error:
        raise ValidationError({"addresses": [ADDRESSES_RULE]}) from error
    except selectors.GroupUnknown as error:
        raise ValidationError({"group": [GROUP_RULE]}) from error
    except selectors.QuestionUnknown as error:
        raise ValidationError({"related": [RELATED_RULE]}) from error


def author_of(request: Request) -> services.Author:
    """Return who asks, for the audit: a person of the company, or one of its keys."""
    actor = Actor(id=str(request.user.pk), label=str(request.user))
    return services.Author(actor=actor, company=request.tenant)  # type: ignore[attr-defined]


class Arranged(Cursor):
    """In the company's own order."""

    ordering = ("position", "id")


@declares(scope=Scope.TENANT, permission=Permission.KNOWLEDGE_READ)
class QuestionViewSet(viewsets.GenericViewSet[Question]):
    """Questions that callers ask, with their answers, published or not."""

    serializer_class = QuestionSerializer
    pagination_class = Arranged
    lookup_value_regex = NUMBER

    def get_queryset(self) -> QuerySet[Question]:
        """All questions, with the ids of the related ones."""
        return Question.objects.prefetch_related("related")

    def list(self, request: Request) -> Response:
        """One page of questions."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, pk: str) -> Response:
        """One question."""
        return Response(self.get_serializer(self._access(pk)).data)

    @declares(scope=Scope.TENANT, permission=Permission.KNOWLEDGE_EDIT)
    def create(self, request: Request) -> Response:
        """Add a question."""
        return Response(self._save(request, question_id=None), status=status.HTTP_201_CREATED)

    @declares(scope=Scope.TENANT, permission=Permission.KNOWLEDGE_EDIT)
    def update(self, request: Request, pk: str) -> Response:
        """Put a question in the place of what it was."""
        self._access(pk)
        return Response(self._save(request, question_id=int(pk)))

    @declares(scope=Scope.TENANT, permission=Permission.KNOWLEDGE_EDIT)
    def destroy(self, request: Request, pk: str) -> Response:
        """Delete a question."""
        self._access(pk)
        services.delete_question(question_id=int(pk), now=now(), author=author_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _access(self, pk: str) -> Question:
        try:
            return selectors.access_question(question_id=int(pk))
        except selectors.QuestionUnknown as error:
            raise Http404 from error

    def _save(self, request: Request, *, question_id: int | None) -> Any:
        sent = QuestionSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        with refusals():
            question = services.save_question(
                draft=sent.draft(), now=now(), question_id=question_id, author=author_of(request)
            )
        return QuestionSerializer(question).data


@declares(scope=Scope.TENANT, permission=Permission.KNOWLEDGE_READ)
class GroupViewSet(viewsets.GenericViewSet[QuestionGroup]):
    """Branches of the tree."""

    serializer_class = GroupSerializer
    pagination_class = Arranged
    lookup_value_regex = NUMBER

    def get_queryset(self) -> QuerySet[QuestionGroup]:
        """All groups."""
        return QuestionGroup.objects.all()

    def list(self, request: Request) -> Response:
        """One page of groups."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, pk: str) -> Response:
        """One group."""
        return Response(self.get_serializer(self._access(pk)).data)

    @declares(scope=Scope.TENANT, permission=Permission.KNOWLEDGE_EDIT)
    def create(self, request: Request) -> Response:
        """Add a group."""
        return Response(self._save(request, group_id=None), status=status.HTTP_201_CREATED)

    @declares(scope=Scope.TENANT, permission=Permission.KNOWLEDGE_EDIT)
    def update(self, request: Request, pk: str) -> Response:
        """Rename or move a group."""
        self._access(pk)
        return Response(self._save(request, group_id=int(pk)))

    @declares(scope=Scope.TENANT, permission=Permission.KNOWLEDGE_EDIT)
    def destroy(self, request: Request, pk: str) -> Response:
        """Delete an empty group."""
        self._access(pk)
        try:
            services.delete_group(group_id=int(pk), now=now(), author=author_of(request))
        except services.GroupNotEmpty as error:
            raise GroupInUse from error
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _access(self, pk: str) -> QuestionGroup:
        try:
            return selectors.access_group(group_id=int(pk))
        except selectors.GroupUnknown as error:
            raise Http404 from error

    def _save(self, request: Request, *, group_id: int | None) -> Any:
        sent = GroupSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        group = services.save_group(
            **sent.validated_data, now=now(), group_id=group_id, author=author_of(request)
        )
        return GroupSerializer(group).data


@declares(scope=Scope.TENANT, permission=Permission.KNOWLEDGE_READ)
class GreetingViewSet(viewsets.GenericViewSet[Greeting]):
    """How calls begin, per language."""

    serializer_class = GreetingSerializer
    lookup_field = "language"
    lookup_value_regex = LANGUAGE

    @extend_schema(responses=GreetingSerializer)
    def retrieve(self, request: Request, language: str) -> Response:
        """The greeting in this language."""
        try:
            return Response(_shown(selectors.access_greeting(language=language)))
        except selectors.GreetingUnknown as error:
            raise Http404 from error

    @declares(scope=Scope.TENANT, permission=Permission.KNOWLEDGE_EDIT)
    def update(self, request: Request, language: str) -> Response:
        """Set the greeting in this language; calls that ring from now on begin with it."""
        sent = GreetingSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        greeting = services.set_greeting(
            language=language, **sent.validated_data, now=now(), author=author_of(request)
        )
        return Response(_shown(greeting))


def _shown(greeting: Greeting) -> Any:
    words = {name: getattr(greeting, name) for name in ("language", "phrase", "announcement", "updated_at")}
    spoken = voices.spoken_by_carrier(greeting.language) or bool(greeting.announcement_audio)
    return GreetingSerializer(words | {"is_audible": spoken}).data
