"""What a serving process does before its first request."""

import gc
import sys

from django.test import Client

from cc_saas.lib.settling import settle


def test_nothing_that_lives_for_good_is_walked_over_again() -> None:
    try:
        settle(imports_doors=True)
        assert gc.get_freeze_count() > 10 * len(gc.get_objects())
    finally:
        gc.unfreeze()


def test_the_first_request_imports_no_door() -> None:
    try:
        settle(imports_doors=True)
        before = _doors()
        Client().get("/healthz")
        assert _doors() == before
    finally:
        gc.unfreeze()


def _doors() -> set[str]:
    ours = ("cc_saas.", "tenants.", "agents.", "campaigns.", "telephony.")
    return {
        name for name in sys.modules if name.startswith(ours) and name.endswith((".views", ".urls", ".api"))
    }
