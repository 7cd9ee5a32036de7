"""Whose data the running code may touch.

Three doors lead to a company: the dialled number, the host's name, the call's id. All end in `in_tenant`, the only
switch. It names the company twice, in a ContextVar and on the connection; before each statement the guard in
`cc_saas.lib.database` compares the two and refuses where they differ, so a switch lost between threads is an error
and never a leak.
"""

from cc_saas.lib.switch import (
    SLUG,
    NotACompany,
    SwitchedInEventLoop,
    WrongCompany,
    current_schema,
    in_public,
    in_tenant,
    migrating,
)
from cc_saas.lib.tenancy.hosts import (
    PUBLIC,
    CompanyHost,
    all_companies,
    companies_changed,
    company_of,
    host_of,
    resolve_host,
)
from cc_saas.lib.tenancy.middleware import HostMiddleware
from cc_saas.lib.tenancy.work import CompanyMissing, PublicTask, TenantTask, for_each_tenant

__all__ = [
    "PUBLIC",
    "SLUG",
    "CompanyHost",
    "CompanyMissing",
    "HostMiddleware",
    "NotACompany",
    "PublicTask",
    "SwitchedInEventLoop",
    "TenantTask",
    "WrongCompany",
    "all_companies",
    "companies_changed",
    "company_of",
    "current_schema",
    "for_each_tenant",
    "host_of",
    "in_public",
    "in_tenant",
    "migrating",
    "resolve_host",
]
