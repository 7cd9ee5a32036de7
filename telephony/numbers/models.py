"""Phone numbers and the company that each belongs to."""

from django.db import models


class Number(models.Model):
    """One number that callers dial."""

    e164 = models.CharField(max_length=20, unique=True)
    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="numbers")
    label = models.CharField(max_length=80, blank=True)
    # The language of this number's callers; blank means the company's own.
    language = models.CharField(max_length=35, blank=True)
    carrier_sid = models.CharField(max_length=64, blank=True)
    # Where the fallback document sends callers while we are down; blank means voicemail.
    fallback_forward_to = models.CharField(max_length=20, blank=True)
    # The company's menu that answers (telephony.ivr.Flow, an opaque id: it stands in the company's schema); none rings at once.
    flow_id = models.BigIntegerField(null=True)
    # The queue to which it leads (telephony.queues.Queue, an opaque id: that room stands above); none is the general one.
    queue_id = models.BigIntegerField(null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "numbers_number"

    def __str__(self) -> str:
        return self.e164


class CentreDown(models.Model):
    """At most one row: while it is there, every number is answered by its fallback document."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    since = models.DateTimeField()
    author = models.CharField(max_length=120)

    class Meta:
        db_table = "numbers_centredown"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="numbers_centredown_once")]
