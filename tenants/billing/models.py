"""Usage as it was, in seconds and in parts: what is charged, and how, is decided by a contract and not here."""

from django.db import models


class UsageRecord(models.Model):
    """The lengths of one closed call. Queue and ringing stand apart, so that they are never billed as talking."""

    call_id = models.UUIDField(unique=True)
    tenant = models.ForeignKey("directory.Tenant", on_delete=models.PROTECT, related_name="+")
    operator_id = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    outcome = models.CharField(max_length=9)
    queue_time = models.PositiveIntegerField(default=0)  # seconds, ringing excluded
    ring_time = models.PositiveIntegerField(default=0)
    talk_time = models.PositiveIntegerField(default=0)
    hold_time = models.PositiveIntegerField(default=0)
    wrap_up_time = models.PositiveIntegerField(default=0)
    # What those need who report over all companies: who rang whom, and what the caller's queue promised (s). The
    # database knows the defaults too: code of before these columns may still be writing.
    direction = models.CharField(max_length=8, default="INBOUND", db_default="INBOUND")
    target_time = models.PositiveSmallIntegerField(default=20, db_default=20)
    short_abandon_time = models.PositiveSmallIntegerField(default=5, db_default=5)

    class Meta:
        indexes = [models.Index(fields=["started_at"], name="billing_usage_started")]

    def __str__(self) -> str:
        return f"usage of call {self.call_id}"
