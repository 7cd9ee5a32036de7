"""Background work of crises."""

from celery import shared_task

from cc_saas.lib.tenancy import PublicTask
from tenants.accounts.doors import declares
from tenants.accounts.types import Scope
from tenants.crisis import mails
from tenants.crisis.types import News


@declares(scope=Scope.PUBLIC)
@shared_task(name="tenants.crisis.tell_owners", base=PublicTask)
def tell_owners(company_id: int, news: str) -> None:
    """Tell the owners of a company by mail."""
    mails.tell(company_id=company_id, news=News(news))
