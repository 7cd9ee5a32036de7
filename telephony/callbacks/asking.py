"""Who asks at the doors about calling back and out, and for which company."""

from typing import Any

from cc_saas.lib.tenancy import in_public
from tenants.audit.services import Actor
from tenants.directory.models import Tenant
from tenants.directory.selectors import access_company


def actor_of(request: Any) -> Actor:
    """Return who asks, for the audit: a person of the company, or one of its keys."""
    return Actor(id=str(request.user.pk), label=str(request.user))


def company_of(request: Any) -> Tenant:
    """Return the company of the host."""
    with in_public():
        return access_company(id=request.tenant.id)
