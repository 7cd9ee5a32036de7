"""The wall, and what may be done about it. What can be undone answers how."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from agents.presence.types import State
from cc_saas.lib import clock
from cc_saas.lib.logs import note_call
from telephony.floor import selectors, serializers, services
from telephony.floor.api.common import FloorView, answers_done, done, floor_door
from telephony.floor.errors import as_http

DOWN_WORD = "DOWN"
"""What is typed to put the whole centre down."""


@floor_door
class SnapshotView(FloorView):
    """GET floor/snapshot/."""

    @extend_schema(responses=serializers.FloorSnapshot, tags=["floor"])
    def get(self, request: HttpRequest) -> Response:
        """Return everything that the floor shows."""
        return Response(selectors.snapshot(now=clock.now()))


@floor_door
class WaitingView(FloorView):
    """GET floor/waiting/?queue=."""

    @extend_schema(responses=serializers.WaitingCallers, tags=["floor"])
    def get(self, request: HttpRequest) -> Response:
        """Return who waits in a queue, or in all, without their numbers."""
        wanted = request.GET.get("queue", "")
        queue_id = int(wanted) if wanted.isdecimal() else None
        return Response({"results": selectors.waiting_callers(queue_id=queue_id)})


@floor_door
class StateView(FloorView):
    """PUT floor/operators/{id}/state/."""

    @extend_schema(request=serializers.StateOrdered, responses=serializers.Done, tags=["floor"])
    def put(self, request: HttpRequest, operator_id: UUID) -> Response:
        """Change an operator's state; READY brings her back from missed offers."""
        asked = self.validated(serializers.StateOrdered)
        before = selectors.asked_state(operator_id=operator_id)
        with as_http():
            services.set_state(
                actor=self.actor, operator_id=operator_id, state=State(asked["state"]), reason=asked["reason"],
                now=clock.now(),
            )  # fmt: skip
        return done(before)


@floor_door
class HandView(FloorView):
    """POST floor/operators/{id}/hand/."""

    @answers_done
    def post(self, request: HttpRequest, operator_id: UUID) -> Response:
        """Tell an operator who asks for help that it comes."""
        with as_http():
            services.answer_hand(actor=self.actor, operator_id=operator_id, now=clock.now())
        return done()


@floor_door
class MoveView(FloorView):
    """POST floor/calls/{id}/move/."""

    @extend_schema(request=serializers.Move, responses=serializers.Done, tags=["floor"])
    def post(self, request: HttpRequest, call_id: UUID) -> Response:
        """Let a waiting caller stand in another queue of her company."""
        note_call(call_id)
        queue_id = self.validated(serializers.Move)["queue"]
        with as_http():
            before = services.move_call(actor=self.actor, call_id=call_id, queue_id=queue_id, now=clock.now())
        return done({"queue": before} if before is not None else None)


@floor_door
class GiveView(FloorView):
    """POST floor/calls/{id}/give/."""

    @extend_schema(request=serializers.Give, responses=serializers.Done, tags=["floor"])
    def post(self, request: HttpRequest, call_id: UUID) -> Response:
        """Keep a waiting caller for one operator, and put her first."""
        note_call(call_id)
        operator_id = self.validated(serializers.Give)["operator"]
        with as_http():
            services.give_call(actor=self.actor, call_id=call_id, operator_id=operator_id, now=clock.now())
        return done()


@floor_door
class NotesView(FloorView):
    """POST floor/notes/."""

    @extend_schema(request=serializers.NoteText, responses=serializers.Done, tags=["floor"])
    def post(self, request: HttpRequest) -> Response:
        """Send a few words to one operator or to all."""
        asked = self.validated(serializers.NoteText)
        with as_http():
            note = services.send_note(
                actor=self.actor, text=asked["text"], operator_id=asked["operator"], now=clock.now()
            )
        return done({"note": str(note.pk)})


@floor_door
class NoteView(FloorView):
    """DELETE floor/notes/{id}/."""

    @answers_done
    def delete(self, request: HttpRequest, note_id: UUID) -> Response:
        """Take a note back."""
        with as_http():
            services.take_back_note(actor=self.actor, note_id=note_id, now=clock.now())
        return done()


@floor_door
class CentreView(FloorView):
    """PUT floor/centre/."""

    @extend_schema(request=serializers.Centre, responses=serializers.Done, tags=["floor"])
    def put(self, request: HttpRequest) -> Response:
        """Put the centre down (every number answers by its fallback; type the word), or bring it back."""
        asked = self.validated(serializers.Centre)
        if not asked["is_down"]:
            services.bring_centre_back(actor=self.actor, now=clock.now())
        elif asked["word"] != DOWN_WORD:
            raise ValidationError({"word": [_("Type DOWN to confirm.")]})
        else:
            services.put_centre_down(actor=self.actor, now=clock.now())
        return done()
