"""Service terms, walls, and what owners are told of."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from cc_saas.lib.enums import choices
from tenants.terms.types import NoticeKind, Window


class ServiceTerms(models.Model):
    """One version of a company's terms. What has begun is never changed: a change is a new version."""

    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    hours = models.JSONField(default=dict, blank=True)
    languages = ArrayField(models.CharField(max_length=35), default=list, blank=True)
    target_percent = models.PositiveSmallIntegerField(default=80)
    target_time = models.PositiveSmallIntegerField(default=20)
    window = models.CharField(max_length=8, choices=choices(Window), default=Window.DAY.value)
    ceiling_time = models.PositiveSmallIntegerField(null=True, default=90)
    reserved = models.PositiveIntegerField(null=True)
    burst = models.PositiveIntegerField(null=True)
    agreed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=254, blank=True)

    class Meta:
        db_table = "terms_serviceterms"
        constraints = [models.UniqueConstraint(fields=["tenant", "number"], name="terms_version")]

    def __str__(self) -> str:
        return f"{self.tenant_id} v{self.number}"


class Wall(models.Model):
    """Who served one of these companies is kept from the others for some hours. A soft wall only asks."""

    tenants = models.ManyToManyField("directory.Tenant", related_name="walls")
    hours = models.FloatField(default=12.0)
    is_hard = models.BooleanField(default=True)
    built_at = models.DateTimeField()
    built_by = models.CharField(max_length=254, blank=True)

    class Meta:
        db_table = "terms_wall"

    def __str__(self) -> str:
        return f"wall {self.pk}"


class Notice(models.Model):
    """Something of which the owners of a company are told on their pages."""

    tenant = models.ForeignKey("directory.Tenant", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=16, choices=choices(NoticeKind))
    at = models.DateTimeField()
    details = models.JSONField(default=dict, blank=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "terms_notice"
        indexes = [models.Index(fields=["tenant", "-at"], name="terms_notice_by_tenant")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}"
