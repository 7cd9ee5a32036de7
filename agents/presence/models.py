"""The live state of an operator (one row), the log of its changes, and notes to her."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from agents.presence.types import LEASE_TIME, State
from cc_saas.lib.enums import choices


class OperatorState(models.Model):
    """What one operator is doing now. Written by state-guarded UPDATEs alone."""

    operator = models.OneToOneField(
        "roster.Operator", on_delete=models.CASCADE, primary_key=True, related_name="presence"
    )
    state = models.CharField(max_length=10, choices=choices(State), default=State.OFFLINE)
    since = models.DateTimeField()
    reason = models.CharField(max_length=60, blank=True)
    # The id of the call or offer that keeps her busy; its meaning is known only above this room.
    busy_with = models.UUIDField(null=True)
    # What she asked for while a call had her: it applies when the call lets go.
    next_state = models.CharField(max_length=10, blank=True, choices=choices(State))
    next_reason = models.CharField(max_length=60, blank=True)
    lease_until = models.DateTimeField()
    lease_time = models.PositiveIntegerField(default=LEASE_TIME)
    # Since when she has had no call while ready: the longest idle is served first.
    idle_since = models.DateTimeField()
    wrap_up_until = models.DateTimeField(null=True)
    misses = models.PositiveSmallIntegerField(default=0)
    # She has raised her hand: since when, and what she wants to say with it.
    hand_since = models.DateTimeField(null=True)
    hand_note = models.CharField(max_length=120, blank=True)
    # The number of the last fact told to her console.
    seq = models.BigIntegerField(default=0)

    class Meta:
        db_table = "presence_operatorstate"
        indexes = [
            # The router asks for the ready ones on every tick; there are few.
            models.Index(fields=["idle_since"], name="presence_ready", condition=models.Q(state="READY")),
        ]


class OperatorStateChange(models.Model):
    """One line of the log from which adherence and occupancy are reckoned."""

    id = models.BigAutoField(primary_key=True)
    operator = models.ForeignKey("roster.Operator", on_delete=models.CASCADE, related_name="state_changes")
    state = models.CharField(max_length=10, choices=choices(State))
    reason = models.CharField(max_length=60, blank=True)
    busy_with = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "presence_operatorstatechange"
        indexes = [models.Index(fields=["operator", "at"], name="presence_change_by_operator")]


class Note(models.Model):
    """A few words from the floor to one operator, or (no operator) to everybody on duty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    operator = models.ForeignKey("roster.Operator", on_delete=models.CASCADE, null=True, related_name="+")
    text = models.CharField(max_length=280)
    author = models.CharField(max_length=120)
    at = models.DateTimeField()
    until = models.DateTimeField()
    read_by = ArrayField(models.UUIDField(), default=list)

    class Meta:
        db_table = "presence_note"
        indexes = [models.Index(fields=["until"], name="presence_note_until")]
