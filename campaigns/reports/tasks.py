"""Background work of reports."""

from celery import shared_task

from campaigns.reports import mailing
from cc_saas.lib.clock import now
from cc_saas.lib.tenancy import PublicTask, TenantTask, for_each_tenant
from tenants.accounts.doors import declares
from tenants.accounts.types import Permission, Scope


@declares(scope=Scope.PUBLIC)
@shared_task(name="campaigns.reports.find_due", base=PublicTask)
def find_due() -> None:
    """Put every company's due reports on their way."""
    at = now()
    for_each_tenant(lambda company: mailing.claim_due(company=company, now=at))


@declares(scope=Scope.TENANT, permission=Permission.CALLS_READ)
@shared_task(name="campaigns.reports.send_report", base=TenantTask)
def send_report(delivery_id: int) -> None:
    """Send one of them."""
    mailing.send(delivery_id=delivery_id, now=now())
