"""A company, and the schema of its own."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from cc_saas.lib.tenancy import host_of

SLUG_RULE = r"^[a-z][a-z0-9_]{1,40}\Z"
COLOUR_RULE = r"^#[0-9a-f]{6}\Z"
MONOGRAM_RULE = r"^\w{1,2}\Z"


class Tenant(TenantMixin):
    """A client company. Its slug is its schema's name and, with hyphens, its host's."""

    auto_create_schema = False
    auto_drop_schema = False

    slug = models.CharField(_("slug"), max_length=41, unique=True, validators=[RegexValidator(SLUG_RULE)])
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=35)
    timezone = models.CharField(_("time zone"), max_length=64)
    colour = models.CharField(_("colour"), max_length=7, validators=[RegexValidator(COLOUR_RULE)])
    monogram = models.CharField(_("monogram"), max_length=2, validators=[RegexValidator(MONOGRAM_RULE)])
    similar_names = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    # Opening hours and holidays, as tenants.directory.hours reads them; empty = around the clock.
    hours = models.JSONField(_("opening hours"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(slug__regex=SLUG_RULE.replace(r"\Z", "$")), name="tenant_slug_rule"
            ),
            models.CheckConstraint(
                condition=models.Q(slug=models.F("schema_name")), name="tenant_slug_is_schema"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def host(self) -> str:
        return host_of(self.slug)

    def _check_schema_name_is_unique(self) -> None:
        """Nothing to ask: a slug has no capitals, the constraints hold that, and they hold it to be one of a kind."""


class Domain(DomainMixin):
    """A host of a company beside its own name; django-tenants wants the model, and custom hosts will use it."""

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")


class SchemaTemplate(models.Model):
    """A migrated company as SQL, to be replayed for a new one; only under the same migrations and server version."""

    migrations_hash = models.CharField(max_length=64)
    server_major = models.PositiveSmallIntegerField()
    sql = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("template of a company's schema")
        verbose_name_plural = _("templates of companies' schemas")
        constraints = [
            models.UniqueConstraint(fields=["migrations_hash", "server_major"], name="schema_template_once")
        ]

    def __str__(self) -> str:
        return f"{self.migrations_hash[:12]} on PostgreSQL {self.server_major}"
