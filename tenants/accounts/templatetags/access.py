"""What a page offers its reader: the doors that would open for her."""

from django import template
from django.template.context import Context

from tenants.accounts.api import allows
from tenants.accounts.types import Permission, Scope

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: Context, permission: str) -> bool:
    """Whether the page's reader has this permission on the public host: {% may "FLOOR_USE" as may_floor %}."""
    return allows(request=context["request"], scope=Scope.OPERATOR, permission=Permission(permission))
