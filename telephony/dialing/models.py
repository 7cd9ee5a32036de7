"""What was dialled lately, and what a company may dial beyond the ordinary."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cc_saas.lib.enums import choices
from telephony.dialing.types import DAILY_CAP, DialRefusal, Purpose


class DialRules(models.Model):
    """What was agreed with a company; without a row, its own countries and the usual caps."""

    tenant = models.OneToOneField(
        "directory.Tenant", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    # ISO 3166, beside the countries of its own numbers.
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    daily_cap = models.PositiveIntegerField(default=DAILY_CAP)

    class Meta:
        db_table = "dialing_dialrules"


class Dial(models.Model):
    """A dial that was asked for, and the verdict. Kept for two days: the caps count it."""

    # The leg's id: a dial that is tried again is the same dial.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="+")
    # A keyed digest: the same number is known again, and nobody reads it here.
    number_digest = models.CharField(max_length=32)
    purpose = models.CharField(max_length=10, choices=choices(Purpose))
    refusal = models.CharField(max_length=11, choices=choices(DialRefusal), blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "dialing_dial"
        indexes = [models.Index(fields=["tenant", "at"], name="dialing_by_company")]
