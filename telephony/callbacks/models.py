"""Promises that are still to be kept. The call of a promise is made with it, and both go when it closes."""

from django.db import models

from telephony.callbacks.types import OFFERED_AFTER


class CallbackTerms(models.Model):
    """What was agreed with a company; without a row, callbacks are offered after OFFERED_AFTER."""

    tenant = models.OneToOneField(
        "directory.Tenant", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    is_on = models.BooleanField(default=True)
    offered_after = models.PositiveIntegerField(default=OFFERED_AFTER)

    class Meta:
        db_table = "callbacks_terms"


class Promise(models.Model):
    """Somebody is to be called back. Company, number and language are her call's, which is OUTBOUND and PROMISED."""

    call = models.OneToOneField(
        "calls.Call", on_delete=models.CASCADE, primary_key=True, related_name="promise"
    )
    # The call in which she asked, and her place in line there.
    asked_in = models.UUIDField()
    place_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    due_by = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # When she stands in line again; none while she stands there, or is being called.
    next_at = models.DateTimeField(null=True)
    # Her leg, while she is being called: what is told of an earlier one is of no interest.
    leg_id = models.UUIDField(null=True)

    class Meta:
        db_table = "callbacks_promise"
