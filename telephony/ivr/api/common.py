"""What every door of menus needs: who asks, what was sent."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.exceptions import ValidationError

from cc_saas.lib.tenancy import in_public
from telephony.ivr import services
from tenants.accounts.api import declares
from tenants.accounts.types import Permission, Scope
from tenants.audit.services import Actor
from tenants.directory.selectors import access_company

NUMBER = r"[0-9]{1,18}"
LARGEST_DRAFT = 400_000
JSON = OpenApiTypes.OBJECT
READ = declares(scope=Scope.TENANT, permission=Permission.MENUS_READ)
EDIT = declares(scope=Scope.TENANT, permission=Permission.MENUS_EDIT)


def author_of(request: Any) -> services.Author:
    """Return who asks: a person of the company, or one of its keys."""
    with in_public():
        company = access_company(id=request.tenant.pk)
    return services.Author(actor=Actor(id=str(request.user.pk), label=str(request.user)), company=company)


def draft_of(sent: dict[str, Any], kept: Any) -> Any:
    """Return the draft that was sent, else the kept one."""
    draft = sent.get("draft", kept)
    if not isinstance(draft, dict) or len(str(draft)) > LARGEST_DRAFT:
        raise ValidationError({"draft": [_("This is no menu.")]})
    return draft


def sent_by(request: Any, shape: Any) -> dict[str, Any]:
    """Return what was sent, checked; a time without a zone is one of the company's wall clock."""
    sent = shape(data=request.data)
    with timezone.override(ZoneInfo(request.tenant.timezone)):
        sent.is_valid(raise_exception=True)
        return dict(sent.validated_data)
