"""One call, opened under a duty lease: what the company keeps of it, and listening to it."""

from uuid import UUID

from django.http import HttpRequest
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from cc_saas.lib import clock
from cc_saas.lib.logs import note_call
from telephony.callflow.listening import identity_of
from telephony.calls.types import ListenMode
from telephony.floor import opened, serializers, supervising
from telephony.floor.api.common import FloorView, answers_done, done, floor_door
from telephony.floor.errors import as_http
from telephony.provider.twilio.tokens import voice_token


@floor_door
class LeaseView(FloorView):
    """POST and DELETE floor/calls/{id}/lease/."""

    @extend_schema(request=serializers.Reason, responses={201: serializers.Lease}, tags=["floor"])
    def post(self, request: HttpRequest, call_id: UUID) -> Response:
        """Take a lease on one call, with a reason: until it ends, and there alone, the company's data may be seen."""
        note_call(call_id)
        reason = self.validated(serializers.Reason)["reason"]
        with as_http():
            lease = supervising.open_call(actor=self.actor, call_id=call_id, reason=reason, now=clock.now())
        return Response(serializers.Lease(lease).data, status=status.HTTP_201_CREATED)

    @answers_done
    def delete(self, request: HttpRequest, call_id: UUID) -> Response:
        """Give the lease back."""
        note_call(call_id)
        with as_http():
            supervising.close_call(actor=self.actor, call_id=call_id, now=clock.now())
        return done()


@floor_door
class CallView(FloorView):
    """GET floor/calls/{id}/."""

    @extend_schema(responses=serializers.OpenedCall, tags=["floor"])
    def get(self, request: HttpRequest, call_id: UUID) -> Response:
        """Return a call that was opened: the caller, the record, the operator's screen. Each look is audited."""
        note_call(call_id)
        with as_http():
            return Response(opened.call(actor=self.actor, call_id=call_id, now=clock.now()))


@floor_door
class ListenView(FloorView):
    """POST, PUT and DELETE floor/calls/{id}/listen/."""

    @extend_schema(request=serializers.Listen, responses=serializers.Done, tags=["floor"])
    def post(self, request: HttpRequest, call_id: UUID) -> Response:
        """Be dialled into a call; the lease is taken by the act."""
        note_call(call_id)
        asked = self.validated(serializers.Listen)
        with as_http():
            supervising.listen(
                actor=self.actor, call_id=call_id, mode=ListenMode(asked["mode"]), reason=asked["reason"],
                now=clock.now(),
            )  # fmt: skip
        return done()

    @extend_schema(request=serializers.Turn, responses=serializers.Done, tags=["floor"])
    def put(self, request: HttpRequest, call_id: UUID) -> Response:
        """Change who hears her: nobody, the operator, everybody."""
        note_call(call_id)
        mode = ListenMode(self.validated(serializers.Turn)["mode"])
        with as_http():
            supervising.turn(actor=self.actor, call_id=call_id, mode=mode, now=clock.now())
        return done()

    @answers_done
    def delete(self, request: HttpRequest, call_id: UUID) -> Response:
        """Leave the call."""
        note_call(call_id)
        with as_http():
            supervising.leave(actor=self.actor, call_id=call_id, now=clock.now())
        return done()


@floor_door
class SoftphoneTokenView(FloorView):
    """GET floor/softphone-token/."""

    @extend_schema(responses={200: dict[str, str]}, tags=["floor"])
    def get(self, request: HttpRequest) -> Response:
        """Return a token with which the page's softphone registers as this supervisor."""
        identity = identity_of(person_id=UUID(self.actor.id))
        return Response({"token": voice_token(identity=identity), "identity": identity})
