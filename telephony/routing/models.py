"""The offer of one caller to one operator."""

import uuid

from django.db import models

from cc_saas.lib.enums import choices
from telephony.routing.types import OfferState


class Offer(models.Model):
    """One caller offered to one operator. Its id labels her leg at the carrier."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey("calls.Call", on_delete=models.CASCADE, related_name="offers")
    operator = models.ForeignKey("roster.Operator", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=choices(OfferState), default=OfferState.OPEN)
    made_at = models.DateTimeField()
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
