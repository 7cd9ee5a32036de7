"""Background work of accounts."""

from celery import shared_task

from cc_saas.lib.clock import now
from cc_saas.lib.tenancy import PublicTask
from tenants.accounts import services
from tenants.accounts.doors import declares
from tenants.accounts.types import Scope


@declares(scope=Scope.PUBLIC)
@shared_task(name="tenants.accounts.sweep_sessions", base=PublicTask)
def sweep_sessions() -> None:
    """Delete expired sessions."""
    services.sweep_sessions(now=now())
