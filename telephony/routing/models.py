"""The offer of one caller to one operator; whom an operator served, and what came of a company's calls."""

import uuid

from django.db import models

from cc_saas.lib.enums import choices
from telephony.routing.types import RING_TIME, OfferState


class Offer(models.Model):
    """One caller offered to one operator. Its id labels her leg at the carrier."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="offers")
    operator = models.ForeignKey("roster.Operator", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=choices(OfferState), default=OfferState.OPEN)
    made_at = models.DateTimeField()
    # Seconds of ringing after which it is missed; the queue says how long.
    ring_time = models.PositiveSmallIntegerField(default=RING_TIME)
    # Her console answers by itself.
    answers_itself = models.BooleanField(default=False)
    ringing_at = models.DateTimeField(null=True)
    clicked_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "routing_offer"
        constraints = [
            # Two calls never take one operator, and one call is never offered to two: the last line of defence.
            models.UniqueConstraint(
                fields=["operator"],
                condition=models.Q(state=OfferState.OPEN),
                name="routing_one_offer_per_operator",
            ),
            models.UniqueConstraint(
                fields=["call"], condition=models.Q(state=OfferState.OPEN), name="routing_one_offer_per_call"
            ),
        ]
        indexes = [
            models.Index(fields=["expires_at"], name="routing_due", condition=models.Q(state=OfferState.OPEN))
        ]


class Served(models.Model):
    """When an operator last had a call of a company. Written by upserts (telephony.routing.standing)."""

    operator = models.ForeignKey("roster.Operator", on_delete=models.CASCADE, related_name="+")
    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="+")
    served_at = models.DateTimeField()

    class Meta:
        db_table = "routing_served"
        constraints = [models.UniqueConstraint(fields=["operator", "tenant"], name="routing_served_once")]


class Pace(models.Model):
    """How many callers of a company were answered, and how many gave up, in five minutes. Written by upserts."""

    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="+")
    begins_at = models.DateTimeField()
    answered = models.PositiveIntegerField(default=0)
    abandoned = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "routing_pace"
        constraints = [models.UniqueConstraint(fields=["tenant", "begins_at"], name="routing_pace_once")]


class Tally(models.Model):
    """What came of a company's calls on one day of its calendar. Written by upserts (telephony.routing.standing)."""

    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    offered = models.PositiveIntegerField(default=0)
    in_time = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "routing_tally"
        constraints = [models.UniqueConstraint(fields=["tenant", "day"], name="routing_tally_once")]
