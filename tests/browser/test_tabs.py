"""A tab that outlives a test brings nothing of it into the next."""

from typing import Any

import pytest

from tests.browser.looking import NARROW, WIDE
from tests.browser.tabs import Tabs

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("operator-browser"),
]

KEEP = "() => { localStorage.setItem('note', 'a secret'); document.cookie = 'note=a'; window.note = 1; }"
KEPT = "() => [localStorage.length, document.cookie, 'note' in window, innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]"


def test_a_washed_tab_knows_nothing_of_who_had_it_before(live_server: Any, tabs: Tabs) -> None:
    complaints: list[str] = []
    place = f"{live_server.url}/static/img/"
    before = tabs.lend(size=WIDE, colors="dark", cookies={live_server.url: "hers"}, hear=complaints.append)
    before.goto(place)
    before.evaluate(KEEP)
    tabs.take_back()
    after = tabs.lend(size=NARROW, site=live_server.url)
    assert after is before, "it is the same tab"
    after.goto(place)
    assert after.evaluate(KEPT) == [0, "", False, 390, False]
    assert after.context.cookies() == []
    heard = len(complaints)
    after.evaluate("console.error('not hers')")
    assert len(complaints) == heard
