"""REST of a company's host: its queues, and the groups that they ask for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from agents.roster import selectors as roster_read
from agents.roster import services as roster
from agents.roster.models import Group
from cc_saas.lib.clock import now
from telephony.queues import arranging, selectors, services
from telephony.queues.asking import actor_of, company_of
from telephony.queues.models import Queue
from telephony.queues.serializers import GroupSerializer, QueueSerializer
from telephony.queues.types import QueueInvalid, QueueNeeded, QueueUnknown
from telephony.queues.words import FAULTS
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope
from tenants.audit.services import note

NUMBER = r"[0-9]{1,18}"
GROUP_RULE = _("A group has a name of its own, and members who are cleared for the company.")


class GeneralQueueStays(APIException):
    """409: every company keeps its general queue."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = _("The general queue stays: callers of deleted queues go there.")
    default_code = "queue_needed"


@contextmanager
def refusals() -> Iterator[None]:
    """Turn the room's errors into answers that name the field."""
    try:
        yield
    except QueueUnknown as error:
        raise Http404 from error
    except QueueNeeded as error:
        raise GeneralQueueStays from error
    except QueueInvalid as error:
        raise ValidationError({error.field: [FAULTS[error.code]]}) from error


def shown(queue: Queue) -> Any:
    """Return a queue as it is sent."""
    return QueueSerializer(asdict(selectors.draft_of(queue)) | {"id": queue.pk, "code": queue.code}).data


@declares(scope=Scope.TENANT, permission=Permission.QUEUES_READ)
class QueueViewSet(viewsets.GenericViewSet[Queue]):
    """Where callers wait, whom is asked for them, and what becomes of those who wait too long."""

    serializer_class = QueueSerializer
    lookup_value_regex = NUMBER

    def list(self, request: Request) -> Response:
        """All queues, the general one first."""
        found = selectors.queues_of(tenant_id=company_of(request).pk)
        return Response({"results": [shown(queue) for queue in found]})

    def retrieve(self, request: Request, pk: str) -> Response:
        """One queue."""
        with refusals():
            return Response(shown(selectors.access_queue(tenant_id=company_of(request).pk, queue_id=int(pk))))

    @declares(scope=Scope.TENANT, permission=Permission.QUEUES_EDIT)
    def create(self, request: Request) -> Response:
        """Open a queue."""
        return Response(self._save(request, None), status=status.HTTP_201_CREATED)

    @declares(scope=Scope.TENANT, permission=Permission.QUEUES_EDIT)
    def update(self, request: Request, pk: str) -> Response:
        """Put what is settled in the place of what was; it holds for those who wait, too."""
        return Response(self._save(request, int(pk)))

    @declares(scope=Scope.TENANT, permission=Permission.QUEUES_EDIT)
    def destroy(self, request: Request, pk: str) -> Response:
        """Delete a queue; its callers wait in the general one, in the same place."""
        with refusals():
            arranging.delete_queue(
                company=company_of(request), queue_id=int(pk), actor=actor_of(request), now=now()
            )
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    @declares(scope=Scope.TENANT, permission=Permission.QUEUES_EDIT)
    def restore(self, request: Request, pk: str) -> Response:
        """Bring a deleted queue back."""
        with refusals():
            queue = arranging.restore_queue(
                company=company_of(request), queue_id=int(pk), actor=actor_of(request), now=now()
            )
        return Response(shown(queue))

    def _save(self, request: Request, queue_id: int | None) -> Any:
        sent = QueueSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        with refusals():
            queue = arranging.save_queue(
                company=company_of(request), draft=sent.draft(), actor=actor_of(request), now=now(),
                queue_id=queue_id,
            )  # fmt: skip
        return shown(queue)


@declares(scope=Scope.TENANT, permission=Permission.QUEUES_READ)
class OperatorGroupViewSet(viewsets.GenericViewSet[Group]):
    """Some of the company's operators by one name, for queues to ask for."""

    serializer_class = GroupSerializer
    lookup_value_regex = NUMBER

    def list(self, request: Request) -> Response:
        """All groups."""
        groups = roster_read.groups_of(tenant_id=company_of(request).pk)
        return Response({"results": [_group(group) for group in groups]})

    @declares(scope=Scope.TENANT, permission=Permission.QUEUES_EDIT)
    def create(self, request: Request) -> Response:
        """Make a group."""
        return Response(self._save(request, None), status=status.HTTP_201_CREATED)

    @declares(scope=Scope.TENANT, permission=Permission.QUEUES_EDIT)
    def update(self, request: Request, pk: str) -> Response:
        """Rename a group, or say who belongs to it."""
        return Response(self._save(request, int(pk)))

    @declares(scope=Scope.TENANT, permission=Permission.QUEUES_EDIT)
    def destroy(self, request: Request, pk: str) -> Response:
        """Delete a group; queues ask for it no more."""
        company = company_of(request)
        if not roster.delete_group(tenant_id=company.pk, group_id=int(pk)):
            raise Http404
        note(actor=actor_of(request), company=company, verb="group.deleted", now=now(), group_id=int(pk))
        services.changed()
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _save(self, request: Request, group_id: int | None) -> Any:
        sent = GroupSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        company = company_of(request)
        try:
            group = roster.save_group(tenant_id=company.pk, group_id=group_id, **sent.validated_data)
        except roster.GroupInvalid as error:
            raise ValidationError({"name": [GROUP_RULE]}) from error
        except Group.DoesNotExist as error:
            raise Http404 from error
        note(
            actor=actor_of(request),
            company=company,
            verb="group.saved",
            now=now(),
            group_id=group.pk,
            name=group.name,
        )
        services.changed()
        return _group(group)


def _group(group: Group) -> Any:
    ids = sorted(group.members.values_list("pk", flat=True))
    return GroupSerializer({"id": group.pk, "name": group.name, "operator_ids": ids}).data
