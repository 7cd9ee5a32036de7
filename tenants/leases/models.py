"""Duty leases. Who looked and why stands in the audit for ever; here stands who may look now."""

import uuid

from django.db import models

from cc_saas.lib.enums import choices
from tenants.leases.types import Subject


class DutyLease(models.Model):
    """One person may see one object of one company until an instant."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=8, choices=choices(Subject))
    subject_id = models.UUIDField()
    reason = models.CharField(max_length=200)
    taken_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "leases_dutylease"
        constraints = [
            models.UniqueConstraint(fields=["person", "subject", "subject_id"], name="leases_dutylease_once"),
        ]
