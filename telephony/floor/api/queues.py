"""Queues for a while: another overflow, another group. What was changed ends by itself, and can be undone before."""

from django.http import HttpRequest
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from cc_saas.lib import clock, phone
from telephony.floor import serializers
from telephony.floor.api.common import FloorView, done, floor_door
from telephony.floor.errors import as_http
from telephony.queues import lending
from telephony.queues.types import OverflowAction, OverflowStep


@floor_door
class OverflowView(FloorView):
    """PUT floor/queues/{id}/overflow/."""

    @extend_schema(request=serializers.Overflow, responses=serializers.Done, tags=["floor"])
    def put(self, request: HttpRequest, queue_id: int) -> Response:
        """Let other overflow steps hold for a queue until an instant; none at all keeps callers where they are."""
        asked = self.validated(serializers.Overflow)
        steps = [_step(**one) for one in asked["steps"]]
        with as_http():
            change = lending.change_overflow(
                queue_id=queue_id, steps=steps, minutes=asked["minutes"], actor=self.actor, now=clock.now()
            )
        return done({"changes": [change.pk]})


def _step(*, after: int, action: str, queue: int | None, number: str) -> OverflowStep:
    """Return a step; a number that is none is kept as it was written, and refused with the others."""
    is_forward = action == OverflowAction.FORWARD
    dialled = phone.normalise(number) or number.strip() if is_forward else ""
    return OverflowStep(after_time=after, action=OverflowAction(action), queue_id=queue, number=dialled)


@floor_door
class GroupMoveView(FloorView):
    """POST floor/groups/{id}/move/."""

    @extend_schema(request=serializers.GroupMove, responses=serializers.Done, tags=["floor"])
    def post(self, request: HttpRequest, group_id: int) -> Response:
        """Let a group of operators answer another queue of its company until an instant."""
        asked = self.validated(serializers.GroupMove)
        with as_http():
            made = lending.move_group(
                group_id=group_id, to_id=asked["to"], from_id=asked["leaves"], minutes=asked["minutes"],
                actor=self.actor, now=clock.now(),
            )  # fmt: skip
        return done({"changes": [change.pk for change in made]})


@floor_door
class ChangesEndView(FloorView):
    """POST floor/changes/end/."""

    @extend_schema(request=serializers.Changes, responses=serializers.Done, tags=["floor"])
    def post(self, request: HttpRequest) -> Response:
        """End changes of queues before their time."""
        asked = self.validated(serializers.Changes)
        lending.end_changes(change_ids=asked["changes"], actor=self.actor, now=clock.now())
        return done()
