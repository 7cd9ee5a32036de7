"""Crisis plans, and each time that one was asked for."""

from datetime import datetime

from django.db import models

from tenants.crisis.types import CONFIRM_TIME, Phase


class CrisisPlan(models.Model):
    """What a company has prepared."""

    tenant = models.OneToOneField(
        "directory.Tenant", on_delete=models.CASCADE, primary_key=True, related_name="crisis_plan"
    )
    plan = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=254, blank=True)

    class Meta:
        db_table = "crisis_plan"


class Crisis(models.Model):
    """One time: who asked, who confirmed, from when until when. The plan is kept as it was then."""

    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="crises")
    plan = models.JSONField(default=dict, blank=True)
    asked_at = models.DateTimeField()
    asked_by_id = models.CharField(max_length=64, blank=True)
    asked_by = models.CharField(max_length=254, blank=True)
    begins_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=254, blank=True)
    # When it ends by itself, or ended by somebody's hand.
    ends_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=254, blank=True)
    consent_at = models.DateTimeField(null=True)
    consent_by = models.CharField(max_length=254, blank=True)

    class Meta:
        db_table = "crisis_crisis"
        indexes = [models.Index(fields=["tenant", "-asked_at"], name="crisis_by_company")]

    def phase(self, *, at: datetime) -> Phase:
        """Return where it stands at this instant."""
        if self.begins_at is None or self.ends_at is None:
            return Phase.ASKED if at < self.asked_at + CONFIRM_TIME else Phase.LAPSED
        return Phase.ON if at < self.ends_at else Phase.OVER
