"""The console's pure modules, in the browser that runs them: what it knows, its clock, its keys, its words.

There is no server here: the files of static/ are handed to a page that is otherwise empty.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Route

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("operator-browser")]

STATIC = Path(__file__).resolve().parents[2] / "static"
ORIGIN = "http://console.test"


def serve(route: Route) -> None:
    """A file of static/, or the empty page."""
    path = route.request.url.removeprefix(ORIGIN).lstrip("/")
    if not path:
        route.fulfill(body="<!doctype html><html lang=en><title>t</title>", content_type="text/html")
    else:
        route.fulfill(path=STATIC / path, content_type="text/javascript")


@pytest.fixture
def page(lasting_context: BrowserContext, playwright: Playwright) -> Page:
    """The same page for all: what they import is pure."""
    if lasting_context.pages:
        return lasting_context.pages[0]
    lasting_context.route("**/*", serve)
    page = lasting_context.new_page()
    page.goto(ORIGIN + "/")
    return page


def run(page: Page, module: str, code: str) -> Any:
    """The value of a function body in which `m` is the module."""
    return page.evaluate(f"async () => {{ const m = await import('/js/console/{module}.js'); {code} }}")


# ---- What the page knows ----

KNOWN = 'const store = m.createStore(); store.load({seq: 5, now: "2026-11-22T12:00:00Z", state: "READY", waiting: 0});'


@pytest.mark.parametrize(
    ("seq", "said", "state"),
    [(4, "dropped", "READY"), (5, "dropped", "READY"), (6, "applied", "RESERVED"), (8, "hole", "READY")],
)
def test_a_fact_is_taken_only_in_its_turn(page: Page, seq: int, said: str, state: str) -> None:
    heard = run(
        page,
        "store",
        f'{KNOWN} const said = store.apply({{type: "state.changed", seq: {seq}, as: {{state: "RESERVED"}}}});'
        "return [said, store.snapshot.state];",
    )
    assert heard == [said, state]


def test_an_answer_overtaken_by_events_does_not_turn_the_page_back(page: Page) -> None:
    state = run(
        page,
        "store",
        f'{KNOWN} store.apply({{seq: 6, as: {{state: "TALKING"}}}}); store.load({{seq: 5, now: "", state: "READY"}});'
        "return store.snapshot.state;",
    )
    assert state == "TALKING"


def test_a_fresh_start_is_believed_even_when_the_numbers_began_anew(page: Page) -> None:
    state = run(
        page,
        "store",
        f'{KNOWN} store.load({{seq: 1, now: "", state: "OFFLINE"}}, {{fresh: true}}); return store.snapshot.state;',
    )
    assert state == "OFFLINE"


def test_an_older_gauge_does_not_replace_a_newer_one(page: Page) -> None:
    waiting = run(
        page,
        "store",
        f"{KNOWN} const at = (second, count) => store.apply({{as_of: `2026-11-22T12:00:0${{second}}Z`, as: {{waiting: count}}}});"
        "at(5, 3); at(2, 9); return [store.snapshot.waiting, store.snapshot.seq];",
    )
    assert waiting == [3, 5]


# ---- The clock ----


def test_timers_run_on_the_servers_clock(page: Page) -> None:
    seconds = run(
        page,
        "clock",
        'const clock = m.createClock(() => 1000); clock.sync("1970-01-01T00:01:00Z", 900, 1100);'
        'return [clock.now(), clock.since("1970-01-01T00:00:57Z"), clock.until("1970-01-01T00:01:12Z"), clock.until("1970-01-01T00:00:01Z")];',
    )
    assert seconds == [60_000, 3, 12, 0]


def test_a_slow_reading_does_not_spoil_a_tight_one(page: Page) -> None:
    now = run(
        page,
        "clock",
        'const clock = m.createClock(() => 2000); clock.sync("1970-01-01T00:01:00Z", 1990, 2010);'
        'clock.sync("1970-01-01T00:05:00Z", 0, 4000); return clock.now();',
    )
    assert now == 60_000


# ---- Keys ----


@pytest.mark.parametrize(
    ("event", "combo"),
    [
        ({"code": "F2"}, "F2"),
        (
            {"code": "KeyE", "key": "У", "ctrlKey": True, "shiftKey": True},
            "Ctrl+Shift+KeyE",
        ),  # a Russian layout
        ({"code": "KeyH", "key": "˙", "altKey": True}, "Alt+KeyH"),  # a Mac's Alt
        ({"code": "ShiftLeft", "shiftKey": True}, None),
    ],
)
def test_a_key_is_a_place_on_the_keyboard(page: Page, event: dict[str, object], combo: str | None) -> None:
    assert run(page, "shortcuts", f"return m.comboOf({json.dumps(event)});") == combo


@pytest.mark.parametrize(
    ("action", "combo", "allowed"),
    [
        ("accept", "F4", True),
        ("accept", "Alt+KeyA", True),
        ("accept", "KeyA", False),  # a letter is for writing
        ("accept", "Space", False),
        ("accept", "F5", False),  # the browser loads the page again
        ("accept", "F6", False),  # taken
        ("accept", "Alt+Digit3", False),  # chooses an outcome
        ("accept", "Ctrl+KeyA", False),
        ("end", "F4", False),  # ending takes a chord
        ("end", "Alt+KeyE", False),
        ("end", "Ctrl+Alt+KeyE", True),
    ],
)
def test_which_keys_may_be_chosen(page: Page, action: str, combo: str, allowed: bool) -> None:
    problem = run(page, "shortcuts", f'return m.refusal("{action}", "{combo}", m.DEFAULTS);')
    assert (problem == "") is allowed


def test_her_own_keys_are_kept_and_restored(page: Page) -> None:
    bound = run(
        page,
        "shortcuts",
        'localStorage.clear(); m.createBindings(localStorage).change("accept", "F4");'
        "const again = m.createBindings(localStorage);"
        'const kept = [again.actionOf("F4"), again.actionOf("F2"), again.actionOf("Alt+Digit2")];'
        'again.reset(); return [...kept, again.actionOf("F2")];',
    )
    assert bound == [{"action": "accept"}, None, {"action": "outcome", "number": 2}, {"action": "accept"}]


def test_rubbish_in_the_browsers_store_does_not_stop_the_console(page: Page) -> None:
    accept = run(
        page,
        "shortcuts",
        'localStorage.setItem("cc.shortcuts", "{"); const first = m.createBindings(localStorage).current().accept;'
        'localStorage.setItem("cc.shortcuts", "null"); return [first, m.createBindings(localStorage).current().accept];',
    )
    assert accept == ["F2", "F2"]


# ---- The moment, the way, the words ----


@pytest.mark.parametrize(
    ("snapshot", "moment"),
    [
        ("null", "loading"),
        ("{call: null, offer: null}", "idle"),
        ('{call: null, offer: {call_id: "a"}}', "ring"),
        ('{call: {id: "a", state: "CONNECTING"}, offer: {call_id: "a"}}', "ring"),
        ('{call: {id: "a", state: "LOST"}, offer: null}', "talk"),
        (
            '{call: {id: "a", state: "LOST"}, offer: {call_id: "a"}}',
            "ring",
        ),  # her line broke, and rings again
        ('{call: {id: "a", state: "HOLD"}, offer: null}', "talk"),
        ('{call: {id: "a", state: "WRAP_UP"}, offer: null}', "wrapup"),
    ],
)
def test_which_of_the_four_faces_is_shown(page: Page, snapshot: str, moment: str) -> None:
    assert run(page, "moment", f"return m.momentOf({snapshot});") == moment


def test_lengths_and_times_are_written_one_way(page: Page) -> None:
    written = run(
        page,
        "format",
        'const now = Date.parse("2026-11-22T12:00:00Z"); const ago = (iso) => m.ago(iso, now);'
        'return [m.length(187), m.length(3787), ago("2026-11-22T11:59:52Z"), ago("2026-11-22T11:19:00Z"), ago("2026-11-22T07:20:00Z"),'
        ' ago("2026-11-02T07:14:00Z"), ago("2025-11-02T07:14:00Z"), m.there("Europe/London", now), m.there("Not/AZone", now)];',
    )
    assert written == [
        "3:07", "1:03:07", "8 s ago", "41 min ago", "10:20", "2 Nov", "2 Nov 2025", "London 12:00", "",
    ]  # fmt: skip


def test_a_withheld_number_is_said_in_words(page: Page) -> None:
    names = run(
        page,
        "format",
        'return [m.callerName({number: null}), m.callerName({number: "+74950000142", display: "+7 495 000 01 42", country: "RU"})];',
    )
    assert names == ["Number withheld", "+7\u00a0495\u00a0000\u00a001\u00a042 RU"]


def test_holds_are_added_up_and_a_lost_one_ends(page: Page) -> None:
    held = run(
        page,
        "way",
        "const at = (second, kind) => ({kind, at: `2026-11-22T12:00:${String(second).padStart(2, '0')}Z`});"
        'return m.heldTime([at(1, "HELD"), at(11, "RESUMED"), at(20, "HELD"), at(25, "HUNG_UP"), at(40, "RESUMED")]);',
    )
    assert held == 15


@pytest.mark.parametrize(
    ("call", "steps", "said"),
    [
        ("{callback: {}, answered_at: null}", [("talk", "idle", False)], ["unreached"]),
        ("{callback: {}, answered_at: '2026-11-22T12:00:00Z'}", [("talk", "idle", False)], []),
        ("{callback: null, answered_at: null}", [("talk", "idle", False)], []),
        ("{callback: {}, answered_at: null}", [("talk", "wrapup", False)], []),
        ("{callback: {}, answered_at: null}", [("talk", "idle", False), ("idle", "ring", False)], []),
        ("null", [("ring", "idle", True)], ["late"]),
        ("null", [("ring", "idle", False)], []),
    ],
)
def test_a_screen_that_becomes_empty_by_itself_says_why(
    page: Page, call: str, steps: list[tuple[str, str, bool]], said: list[str]
) -> None:
    shown = run(
        page,
        "tidings",
        "const shown = new Map(); const tidings = m.createTidings({set: (key) => shown.set(key), clear: (key) => shown.delete(key)});"
        f"tidings.remember({{call: {call}}}); for (const step of {json.dumps(steps)}) tidings.tell(...step);"
        "return [...shown.keys()];",
    )
    assert shown == said


@pytest.mark.parametrize("colour", ["#0b5ed7", "#0fa36b", "#ffee00", "#767676", "#ffffff", "#000000"])
def test_the_writing_on_a_companys_colour_can_be_read(page: Page, colour: str) -> None:
    ratio = page.evaluate(
        """async (colour) => {
          const { textOn } = await import("/js/lib/company-colour.js");
          const light = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
            .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
          const [dark, bright] = [light(colour), light(textOn(colour))].sort((one, two) => one - two);
          return (bright + 0.05) / (dark + 0.05);
        }""",
        colour,
    )
    assert ratio >= 4.5
