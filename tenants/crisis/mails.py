"""What the owners of a company are told by mail: a crisis is on, or something has come to the code for the telephone."""

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cc_saas.lib import alerts
from tenants.accounts.models import User
from tenants.accounts.selectors import owners
from tenants.crisis import selectors
from tenants.crisis.types import News
from tenants.directory.models import Tenant
from tenants.directory.selectors import access_company

logger = logging.getLogger(__name__)


def tell(*, company_id: int, news: News) -> int:
    """Mail every owner in her language; one address that fails keeps nothing from the others. Returns how many went."""
    company = access_company(id=company_id)
    return sum(_send(company, owner, news) for owner in owners(company_id=company_id))


def _send(company: Tenant, owner: User, news: News) -> bool:
    with translation.override(owner.language), timezone.override(ZoneInfo(company.timezone)):
        subject, body = _words(company, news)
    try:
        EmailMessage(subject=subject, body=body, to=[owner.email]).send()
    except Exception as error:  # noqa: BLE001 - mail backends fail in ways of their own
        logger.warning("mail about a crisis not sent", extra={"error": type(error).__name__})
        alerts.raise_alert("crisis-mail-lost", tenant_id=company.pk)
        return False
    return True


def _words(company: Tenant, news: News) -> tuple[str, str]:
    named = {"company": company.name}
    if news is News.SWITCHED_ON:
        return _("%(company)s: the crisis is on") % named, _switched_on(company)
    if news is News.CODE_MADE:
        return (
            _("%(company)s: a code for the crisis switch") % named,
            _("Somebody has made a code that switches the crisis on by telephone. It works when a second person agrees on the page Crisis. Take it away there if you know nothing of it."),
        )  # fmt: skip
    return (
        _("%(company)s: the crisis code is locked") % named,
        _("Five wrong codes were keyed in on the telephone of a keyholder. For an hour no code is taken. Two people can still switch the crisis on, on the page Crisis."),
    )  # fmt: skip


def _switched_on(company: Tenant) -> str:
    latest = selectors.latest(tenant_id=company.pk)
    if latest is None or latest.begins_at is None or latest.ends_at is None:
        return ""
    told = {
        "who": ", ".join(dict.fromkeys(filter(None, (latest.asked_by, latest.confirmed_by)))),
        "since": _instant(latest.begins_at), "until": _instant(latest.ends_at),
    }  # fmt: skip
    return _("Switched on by %(who)s at %(since)s. It ends by itself at %(until)s. One person can switch it off on the page Crisis.") % told  # fmt: skip


def _instant(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
