"""What a page offers its reader: the console, to whoever is an operator."""

from uuid import UUID

from django import template
from django.template.context import Context

from agents.roster import selectors

register = template.Library()


@register.simple_tag(takes_context=True)
def is_operator(context: Context) -> bool:
    """Whether the page's reader answers calls: {% is_operator as answers %}."""
    try:
        selectors.operator_of_user(user_id=UUID(str(context["request"].user.pk)))
    except selectors.OperatorUnknown:
        return False
    return True
