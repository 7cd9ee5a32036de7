"""Work without a request: tasks of one company, and walks over all."""

import logging
from collections.abc import Callable
from typing import Any

from celery import Task

from cc_saas.lib.switch import in_public, in_tenant
from cc_saas.lib.tenancy.hosts import CompanyHost, all_companies, company_of

logger = logging.getLogger(__name__)


class CompanyMissing(RuntimeError):
    """A task of a company was sent without `tenant_id`, or with one that no company has."""


class PublicTask(Task[Any, Any]):
    """A task outside every company, said so explicitly."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with in_public():
            return super().__call__(*args, **kwargs)


class TenantTask(Task[Any, Any]):
    """A task of one company: the keyword `tenant_id` names it and is consumed here. The default of every task."""

    abstract = True

    def __call__(self, *args: Any, tenant_id: int | None = None, **kwargs: Any) -> Any:
        company = company_of(tenant_id) if tenant_id is not None else None
        if company is None:
            raise CompanyMissing(f"{self.name} was sent with tenant_id={tenant_id!r}.")
        with in_tenant(company):
            return super().__call__(*args, **kwargs)


def for_each_tenant(act: Callable[[CompanyHost], object]) -> list[CompanyHost]:
    """Call `act` inside every company's schema. One that fails is logged, does not stop the rest, and is returned."""
    failed = []
    for company in all_companies():
        try:
            with in_tenant(company):
                act(company)
        except Exception:
            logger.exception("failed for a company", extra={"company": company.schema_name})
            failed.append(company)
    return failed
