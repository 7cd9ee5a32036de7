"""People, their roles, and keys."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cc_saas.lib.enums import choices
from tenants.accounts.sessions import SessionStore
from tenants.accounts.types import Permission, Role, TokenKind


class UserManager(BaseUserManager["User"]):
    """What Django and allauth expect of a manager; the product makes people with services.create_user."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in, by e-mail. Staff of the outsourcer and of companies stand in one table."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True, max_length=254)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=35, default="en")
    is_active = models.BooleanField(_("active"), default=True)
    is_platform_admin = models.BooleanField(_("platform administrator"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """A role that a person has: with a company, or (no company) with the outsourcer."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    tenant = models.ForeignKey(
        "directory.Tenant", on_delete=models.CASCADE, related_name="memberships", null=True, blank=True
    )
    role = models.CharField(_("role"), max_length=20, choices=choices(Role))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "tenant", "role"], name="membership_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(
                    tenant__isnull=True, role__in=["OPERATOR", "SUPERVISOR", "COORDINATOR", "PLATFORM_ADMIN"]
                )
                | models.Q(tenant__isnull=False, role__in=["OWNER", "VIEWER"]),
                name="membership_role_fits_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"


class RolePermission(models.Model):
    """One row: this role may do this. The whole access table; later work adds rows."""

    role = models.CharField(_("role"), max_length=20, choices=choices(Role))
    permission = models.CharField(_("permission"), max_length=40, choices=choices(Permission))

    class Meta:
        verbose_name = _("permission of a role")
        verbose_name_plural = _("permissions of roles")
        constraints = [models.UniqueConstraint(fields=["role", "permission"], name="role_permission_once")]

    def __str__(self) -> str:
        return f"{self.role} {self.permission}"


class ApiToken(models.Model):
    """A key for programs. Only its SHA-256 is kept; 256 random bits need no slow hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=choices(TokenKind))
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens", null=True, blank=True)
    tenant = models.ForeignKey(
        "directory.Tenant", on_delete=models.CASCADE, related_name="tokens", null=True, blank=True
    )
    created_at = models.DateTimeField(_("created at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="OPERATOR", user__isnull=False, tenant__isnull=True)
                | models.Q(kind="COMPANY", tenant__isnull=False),
                name="token_owner_fits_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class Session(AbstractBaseSession):
    """A sign-in on one host. The person and the company stand beside the data, so that it can be found and ended."""

    user_id = models.UUIDField(null=True, blank=True, db_index=True)
    company_id = models.BigIntegerField(null=True, blank=True)

    class Meta(AbstractBaseSession.Meta):
        app_label = "accounts"

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore
