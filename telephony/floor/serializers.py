"""What the floor's commands take and answer."""

from rest_framework import serializers

from agents.presence.types import State

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
