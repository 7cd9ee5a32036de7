"""What every page of a company says while a crisis is on."""

from typing import Any

from django import template

from cc_saas.lib.clock import now
from tenants.crisis import selectors
from tenants.crisis.types import Standing

register = template.Library()


@register.simple_tag
def crisis_of(tenant: Any) -> Standing | None:
    """Return the crisis that is on for the company of a page."""
    return selectors.present(tenant_id=tenant.pk, now=now())
