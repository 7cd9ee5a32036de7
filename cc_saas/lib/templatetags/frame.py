"""What the frame of a page shows of its reader and of the installation."""

from django import template
from django.conf import settings

from cc_saas.lib import text
from cc_saas.lib.language_names import language_name

register = template.Library()


@register.filter
def capitalised(words: object) -> str:
    """The words with a large first letter, in scripts that have one."""
    return text.capitalised(str(words))


@register.filter
def language(code: object) -> str:
    """A language in the reader's words: "ru" -> "Russian"."""
    return language_name(str(code))


@register.filter
def initials(name: object) -> str:
    """The first letters of the first two words of a name: "Nino Kobakhidze" -> "NK"."""
    return "".join(word[0] for word in str(name).split()[:2]).upper()


@register.simple_tag
def telephone_url() -> str:
    """Where one can ring from the browser: the simulator's telephone; empty where the carrier is a real one."""
    return str(settings.TWILIO_API_BASE_URL) if settings.CC_SOFTPHONE == "simulator" else ""
