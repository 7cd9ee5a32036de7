"""Languages in the reader's words."""

from django.utils.translation import get_language_info

from cc_saas.lib.text import capitalised


def language_name(code: str) -> str:
    """Return a language in the reader's words, or its code where it has none."""
    try:
        return capitalised(str(get_language_info(code)["name_translated"])) if code else ""
    except KeyError:
        return code
