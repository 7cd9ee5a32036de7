"""What a process does once: let the garbage collector leave alone what is there for good.

Some 150,000 objects of Django's and ours live as long as the process. A full collection that walks over them holds
every thread for 0.1 to 0.2 s, in the middle of whatever the callers are waiting for.
"""

import gc

from django.conf import settings
from django.urls import get_resolver


def collector_on() -> None:
    """Freeze what was imported, and collect from now on. The settings have turned the collector off."""
    gc.freeze()
    gc.enable()


def settle(*, imports_doors: bool) -> None:
    """For a serving process, before its first request: import every door, where pages are served, and freeze again."""
    if imports_doors:
        gc.disable()
        for urlconf in (settings.ROOT_URLCONF, settings.COMPANY_URLCONF):
            _ = get_resolver(urlconf).url_patterns
    collector_on()
