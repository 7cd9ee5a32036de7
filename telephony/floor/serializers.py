"""What the floor's commands take and answer."""

from rest_framework import serializers

from agents.presence.types import State
from telephony.calls.types import ListenMode
from telephony.queues.lending import LONGEST_TIME, SHORTEST_TIME
from telephony.queues.types import OverflowAction

LONGEST_NOTE = 280


class StateOrdered(serializers.Serializer):  # type: ignore[type-arg]
    """PUT operators/{id}/state."""

    state = serializers.ChoiceField(choices=[State.READY, State.BREAK, State.OFFLINE])
    reason = serializers.CharField(required=False, allow_blank=True, default="floor", max_length=60)


class Move(serializers.Serializer):  # type: ignore[type-arg]
    """POST calls/{id}/move: another queue of the same company."""

    queue = serializers.IntegerField()


class Give(serializers.Serializer):  # type: ignore[type-arg]
    """POST calls/{id}/give: the operator for whom the caller is kept."""

    operator = serializers.UUIDField()


class NoteText(serializers.Serializer):  # type: ignore[type-arg]
    """POST notes: to one operator, or to all."""

    text = serializers.CharField(max_length=LONGEST_NOTE)
    operator = serializers.UUIDField(required=False, allow_null=True, default=None)


class Reason(serializers.Serializer):  # type: ignore[type-arg]
    """POST calls/{id}/lease: why she opens it."""

    reason = serializers.CharField(max_length=200)


class Turn(serializers.Serializer):  # type: ignore[type-arg]
    """PUT calls/{id}/listen: who is to hear her."""

    mode = serializers.ChoiceField(choices=list(ListenMode))


class Listen(Reason, Turn):
    """POST calls/{id}/listen."""


class Lease(serializers.Serializer):  # type: ignore[type-arg]
    """What was opened, and until when."""

    reason = serializers.CharField()
    expires_at = serializers.DateTimeField()


class OpenedCall(serializers.Serializer):  # type: ignore[type-arg]
    """A call under a lease: what its company keeps of it, and what its operator sees (null: she has put it away)."""

    id = serializers.UUIDField()
    company = serializers.DictField()
    lease = Lease()
    record = serializers.DictField()
    screen = serializers.DictField(allow_null=True)


class Minutes(serializers.Serializer):  # type: ignore[type-arg]
    """For how long a change of the floor holds."""

    minutes = serializers.IntegerField(min_value=SHORTEST_TIME, max_value=LONGEST_TIME)


class Step(serializers.Serializer):  # type: ignore[type-arg]
    """After so many seconds: another queue, a message, the question about a callback, or a number that is rung."""

    after = serializers.IntegerField()
    action = serializers.ChoiceField(choices=list(OverflowAction))
    queue = serializers.IntegerField(required=False, allow_null=True, default=None)
    number = serializers.CharField(required=False, allow_blank=True, default="", max_length=20)


class Overflow(Minutes):
    """PUT queues/{id}/overflow."""

    steps = Step(many=True)


class GroupMove(Minutes):
    """POST groups/{id}/move: to another queue of its company; out of one, unless that is null."""

    to = serializers.IntegerField()
    leaves = serializers.IntegerField(required=False, allow_null=True, default=None)


class Changes(serializers.Serializer):  # type: ignore[type-arg]
    """POST changes/end: which changes are to end."""

    changes = serializers.ListField(child=serializers.IntegerField(), max_length=20)


class Centre(serializers.Serializer):  # type: ignore[type-arg]
    """PUT centre: down takes the typed word, so that no slip of a finger does it."""

    is_down = serializers.BooleanField()
    word = serializers.CharField(required=False, allow_blank=True, default="", max_length=20)


class FloorSnapshot(serializers.Serializer):  # type: ignore[type-arg]
    """The floor as it is now: sections of rows by key."""

    now = serializers.DateTimeField()
    as_of = serializers.DateTimeField()
    events_url = serializers.CharField()
    sections = serializers.DictField()


class Done(serializers.Serializer):  # type: ignore[type-arg]
    """What a command changed, and what would undo it."""

    undo = serializers.DictField(allow_null=True)


class WaitingCallers(serializers.Serializer):  # type: ignore[type-arg]
    """Who waits, longest first."""

    results = serializers.ListField(child=serializers.DictField())
