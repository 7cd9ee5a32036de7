"""Crisis plans, and each time that one was asked for."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
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


class CrisisCode(models.Model):
    """The code with which a company's keyholders switch its crisis on by telephone. One person makes it, another agrees."""

    tenant = models.OneToOneField(
        "directory.Tenant", on_delete=models.CASCADE, primary_key=True, related_name="crisis_code"
    )
    # As passwords are kept: slow and salted. The code itself is shown once and kept nowhere.
    code_hash = models.CharField(max_length=128)
    # E.164: from these alone the code is asked for.
    phones = ArrayField(models.CharField(max_length=16))
    made_at = models.DateTimeField()
    made_by_id = models.CharField(max_length=64)
    made_by = models.CharField(max_length=254)
    expires_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.CharField(max_length=254, blank=True)
    used_at = models.DateTimeField(null=True)
    used_from = models.CharField(max_length=16, blank=True)
    wrong_at = ArrayField(models.DateTimeField(), default=list, blank=True)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "crisis_code"

    def works(self, *, at: datetime) -> bool:
        """Tell whether it can switch a crisis on at this instant: a lock that has passed is none."""
        is_locked = self.locked_until is not None and at < self.locked_until
        return self.agreed_at is not None and at < self.expires_at and not is_locked


class CodePass(models.Model):
    """The right code was keyed in, in this call: the plan that she hears is the one that she may switch on."""

    # The carrier's name of the call; opaque here.
    call = models.CharField(max_length=64, primary_key=True)
    code = models.ForeignKey(CrisisCode, on_delete=models.CASCADE)
    phone = models.CharField(max_length=16)
    plan = models.JSONField()
    passed_at = models.DateTimeField()

    class Meta:
        db_table = "crisis_codepass"


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
