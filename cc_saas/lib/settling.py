"""What a serving process does once, before it takes its first request."""

import gc

from django.conf import settings
from django.urls import get_resolver

from cc_saas.lib.collector import collector_on


def settle(*, imports_doors: bool) -> None:
    """Import every door, where pages are served, and let the garbage collector leave alone what is there for good.

    Some 150,000 objects of Django's and ours live as long as the process. A full collection that walks over them holds
    every thread for 0.1 to 0.2 s, in the middle of whatever the callers are waiting for.
    """
    if imports_doors:
        gc.disable()
        for urlconf in (settings.ROOT_URLCONF, settings.COMPANY_URLCONF):
            _ = get_resolver(urlconf).url_patterns
    collector_on()
