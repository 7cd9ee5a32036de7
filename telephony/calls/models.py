"""The live call. What came of it stands in the company's records; these rows go when it closes."""

import uuid

from django.db import models

from cc_saas.lib.enums import choices
from telephony.calls.types import CallState, Direction, LegKind, LegState, ListenMode, Verb


class Call(models.Model):
    """One caller on one of our numbers. Written by state-guarded UPDATEs alone; `version` counts them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="+")
    carrier_sid = models.CharField(max_length=64, unique=True)
    direction = models.CharField(max_length=8, choices=choices(Direction), default=Direction.INBOUND)
    caller = models.CharField(max_length=64, blank=True)
    called = models.CharField(max_length=64)
    language = models.CharField(max_length=35)
    state = models.CharField(max_length=12, choices=choices(CallState))
    version = models.PositiveIntegerField(default=1)
    arrived_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # The operator who has, or had, the conversation; the id of her leg.
    operator = models.ForeignKey("roster.Operator", on_delete=models.SET_NULL, null=True, related_name="+")
    leg_id = models.UUIDField(null=True)
    ring_time = models.FloatField(default=0)
    talk_since = models.DateTimeField(null=True)
    talk_time = models.FloatField(default=0)
    hold_since = models.DateTimeField(null=True)
    hold_time = models.FloatField(default=0)
    is_muted = models.BooleanField(default=False)
    # She asked for the end: from now on the end of her leg is not a loss.
    hang_up_asked_at = models.DateTimeField(null=True)
    # Her queue leaves it to her whether she works after the call, and she wants to.
    wants_wrap_up = models.BooleanField(default=False)
    wrap_up_since = models.DateTimeField(null=True)
    wrapped_up_at = models.DateTimeField(null=True)
    transfer_leg_id = models.UUIDField(null=True)
    # The carrier's id of the room in which the conversation happens.
    room_sid = models.CharField(max_length=64, blank=True)
    # The queue in which the caller waits or waited last (telephony.queues.Queue).
    queue_id = models.BigIntegerField(null=True)
    # The version of the company's menu with which the call began, and where it stands in it.
    flow_version_id = models.BigIntegerField(null=True)
    flow_state = models.JSONField(default=dict)
    # When the carrier last told that the caller is on the line; the reconciler asks about those of whom it is silent.
    # What it tells of operators' legs does not count: they ring, one after the other, for a caller who has gone too.
    heard_at = models.DateTimeField()

    class Meta:
        db_table = "calls_call"
        indexes = [models.Index(fields=["heard_at"], name="calls_silent")]


class Leg(models.Model):
    """A party that we dialled into a call: an operator, a specialist, the customer herself, or who listens."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="legs")
    kind = models.CharField(max_length=10, choices=choices(LegKind))
    state = models.CharField(max_length=8, choices=choices(LegState), default=LegState.DIALING)
    operator = models.ForeignKey("roster.Operator", on_delete=models.CASCADE, null=True, related_name="+")
    address = models.CharField(max_length=255)
    name = models.CharField(max_length=120, blank=True)
    carrier_sid = models.CharField(max_length=64, null=True, unique=True)
    created_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Why it ended, in the carrier's words: busy, no-answer, failed, canceled, completed.
    end_reason = models.CharField(max_length=20, blank=True)
    # Of a supervisor who listens: who she is (tenants.accounts.User), and who is to hear her.
    person_id = models.UUIDField(null=True)
    mode = models.CharField(max_length=8, choices=choices(ListenMode), blank=True)

    class Meta:
        db_table = "calls_leg"
        constraints = [
            # Nobody is with two calls at once, whatever two windows of hers ask for.
            models.UniqueConstraint(
                fields=["person_id"],
                condition=models.Q(kind="LISTENER") & ~models.Q(state="ENDED"),
                name="calls_leg_listens_once",
            ),
        ]


class Instruction(models.Model):
    """One thing that the carrier is still to be told: written with the state that wants it, sent by the router.

    A row survives every process; the router claims it for a moment, tells the carrier, and deletes it. `attempts`
    is raised before the carrier hears anything, so that a second try knows that a first may have had its effect.
    """

    id = models.BigAutoField(primary_key=True)
    # Not a ForeignKey: an instruction may outlive its call, as hanging up a leg does.
    call_id = models.UUIDField(db_index=True)
    # Instructions of one lane are sent one after another: a call's own, or those about one leg.
    lane = models.UUIDField()
    verb = models.CharField(max_length=16, choices=choices(Verb))
    args = models.JSONField(default=dict)
    due_at = models.DateTimeField()
    give_up_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # The router that has claimed it, by the number of its sign of life: gone with the router, and so is the claim.
    holder = models.IntegerField(null=True)

    class Meta:
        db_table = "calls_instruction"
        indexes = [
            models.Index(fields=["due_at"], name="calls_instruction_due"),
            models.Index(fields=["lane", "id"], name="calls_instruction_lane"),
        ]
