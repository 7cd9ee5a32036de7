"""One table that is only ever added to; the database itself refuses changes."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """Ids are opaque and labels are snapshots: an entry outlives the person and the company it names."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("at"))
    actor_id = models.CharField(_("actor"), max_length=64, blank=True)
    actor_label = models.CharField(_("actor's name"), max_length=254, blank=True)
    company_id = models.BigIntegerField(_("company"), null=True, blank=True)
    company_label = models.CharField(_("company's name"), max_length=120, blank=True)
    verb = models.CharField(_("verb"), max_length=80)
    details = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [models.Index(fields=["company_id", "-at"], name="audit_company_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"
