"""Whose call is it? Also asked after the call has closed, when callbacks come late."""

from uuid import UUID

from telephony.calls import selectors as calls_read
from tenants.billing import selectors as billing
from tenants.directory import selectors as directory
from tenants.directory.models import Tenant


def company_of(*, call_id: UUID) -> Tenant | None:
    """Return the company of a call, live or closed; None for a call that never was."""
    call = calls_read.live_call(call_id=call_id)
    if call is not None:
        return call.tenant
    tenant_id = billing.company_of_call(call_id=call_id)
    return directory.access_company(id=tenant_id) if tenant_id is not None else None


def language_of(*, call_id: UUID) -> str:
    """Return the language of the caller, or of the company where the call has closed."""
    call = calls_read.live_call(call_id=call_id)
    if call is not None:
        return call.language
    company = company_of(call_id=call_id)
    return company.language if company else "en"
