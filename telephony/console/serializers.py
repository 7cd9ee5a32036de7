"""What the console's commands take."""

from rest_framework import serializers

from agents.presence.types import LONGEST_LEASE_TIME, State


class StateAsked(serializers.Serializer):  # type: ignore[type-arg]
    """PUT state."""

    state = serializers.ChoiceField(choices=[State.READY, State.BREAK, State.OFFLINE])
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=60)
    lease_seconds = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=LONGEST_LEASE_TIME
    )


class Transfer(serializers.Serializer):  # type: ignore[type-arg]
    """POST transfer: a number, or one of the company's specialists."""

    to = serializers.CharField(required=False, allow_blank=True, default="", max_length=40)
    specialist = serializers.IntegerField(required=False, allow_null=True, default=None)


class Disposal(serializers.Serializer):  # type: ignore[type-arg]
    """POST dispose."""

    disposition = serializers.CharField(required=False, allow_null=True, default=None, max_length=60)
    note = serializers.CharField(
        required=False,
        allow_null=True,
        allow_blank=True,
        default=None,
        max_length=20_000,
        trim_whitespace=False,
    )


class WrapUpWanted(serializers.Serializer):  # type: ignore[type-arg]
    """POST wrap-up: whether she wants to work after this call, where her queue leaves it to her."""

    is_wanted = serializers.BooleanField()


class Note(serializers.Serializer):  # type: ignore[type-arg]
    """POST note."""

    note = serializers.CharField(allow_blank=True, max_length=20_000, trim_whitespace=False)


class Hand(serializers.Serializer):  # type: ignore[type-arg]
    """PUT hand: up or down, and in a few words why."""

    is_up = serializers.BooleanField()
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=120)


class Snapshot(serializers.Serializer):  # type: ignore[type-arg]
    """What every command answers: the console as it is now."""

    state = serializers.ChoiceField(choices=[state.value for state in State])
    state_since = serializers.DateTimeField()
    reason = serializers.CharField()
    next_state = serializers.ChoiceField(choices=[State.READY, State.BREAK, State.OFFLINE], allow_null=True)
    misses = serializers.IntegerField()
    seq = serializers.IntegerField()
    now = serializers.DateTimeField()
    events_url = serializers.CharField()
    operator = serializers.DictField()
    today = serializers.DictField()
    hand_since = serializers.DateTimeField(allow_null=True)
    waiting = serializers.DictField()
    note = serializers.DictField(allow_null=True)
    softphone = serializers.DictField()
    offer = serializers.DictField(allow_null=True)
    call = serializers.DictField(allow_null=True)
