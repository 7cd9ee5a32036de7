"""What every door of the floor's REST has in common."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from telephony.floor import serializers
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope
from tenants.audit.services import Actor

floor_door = declares(scope=Scope.OPERATOR, permission=Permission.FLOOR_USE)
answers_done = extend_schema(request=None, responses=serializers.Done, tags=["floor"])


class FloorView(APIView):
    """A door of a supervisor."""

    @property
    def actor(self) -> Actor:
        """Who acts, as the audit names her."""
        user = self.request.user
        return Actor(id=str(user.pk), label=str(user))

    def validated(self, shape: type[Serializer]) -> dict[str, Any]:  # type: ignore[type-arg]
        """Return the body in its shape. Raises ValidationError."""
        body = shape(data=self.request.data)
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)


def done(undo: dict[str, Any] | None = None) -> Response:
    """Answer that it is done; `undo` is the request that takes it back."""
    return Response({"undo": undo})
