"""One row for each wait that is over."""

from django.db import models

from cc_saas.lib.enums import choices, longest
from telephony.waits.types import WaitOutcome


class Wait(models.Model):
    """A fact, written once with the answer or the end, and never changed. Whose call it was is an opaque id."""

    call_id = models.UUIDField(primary_key=True)
    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="+")
    # The last queue in which she stood (telephony.queues.Queue); it may have been deleted since.
    queue_id = models.BigIntegerField(null=True)
    language = models.CharField(max_length=35)
    operator_id = models.UUIDField(null=True)
    outcome = models.CharField(max_length=longest(WaitOutcome), choices=choices(WaitOutcome))
    entered_at = models.DateTimeField()
    settled_at = models.DateTimeField()
    wait_time = models.FloatField()  # seconds, ringing included

    class Meta:
        db_table = "waits_wait"
        indexes = [models.Index(fields=["settled_at"], name="waits_settled")]
