"""Menus for the tests: a believable one, and any valid one (hypothesis)."""

from typing import Any

from hypothesis import strategies as st

from telephony.ivr.types import Known

JSON = dict[str, Any]
LANGUAGES = ("en", "ru")
KNOWN = Known(
    queues=frozenset({"general", "repairs"}),
    answers=frozenset({7}),
    countries=frozenset({"GB"}),
    spoken=frozenset({"en", "ru", "ka"}),
)


def say(text: str = "words") -> JSON:
    """The same in each language."""
    return {language: f"{text} ({language})" for language in LANGUAGES}


def repairs_menu() -> JSON:
    """Greeting, opening hours, a choice with speech, an order number, an answer, two queues, a message."""
    return {
        "version": 1,
        "languages": list(LANGUAGES),
        "start": "hello",
        "nodes": [
            {"id": "hello", "kind": "ANNOUNCEMENT", "title": "Greeting", "say": say("Good day"), "next": "hours"},
            {"id": "hours", "kind": "HOURS", "title": "Open?", "open": "main", "closed": "message"},
            {
                "id": "main", "kind": "MENU", "title": "Main menu", "say": say("Press"), "speech": True,
                "choices": [
                    {"key": "1", "title": "Repairs", "next": "order", "words": {"ru": ["ремонт", "сломался"]}},
                    {"key": "2", "title": "Where to buy", "next": "shops"},
                    {"key": "3", "title": "Languages", "next": "tongue"},
                    {"key": "0", "title": "Operator", "next": "general"},
                ],
                "silence": {"say": say("I hear nothing")}, "wrong": {"say": say("No such key")},
                "otherwise": "general",
            },
            {
                "id": "order", "kind": "COLLECT", "title": "Order number", "say": say("Key in"), "least": 4, "most": 12,
                "check": "LUHN", "next": "repairs", "otherwise": "general",
            },
            {"id": "shops", "kind": "ANSWER", "title": "Shops", "question": 7, "next": "bye"},
            {
                "id": "tongue", "kind": "LANGUAGE", "title": "Language", "say": say("For this language"),
                "choices": [{"key": "1", "language": "en"}, {"key": "2", "language": "ru"}],
                "next": "main", "otherwise": "general",
            },
            {"id": "repairs", "kind": "QUEUE", "title": "Repairs", "queue": "repairs", "nobody": "message"},
            {"id": "general", "kind": "QUEUE", "title": "Operator", "queue": "general"},
            {"id": "message", "kind": "VOICEMAIL", "title": "Message"},
            {"id": "bye", "kind": "HANG_UP", "title": "End", "say": say("Goodbye")},
        ],
    }  # fmt: skip


def node(menu: JSON, name: str) -> JSON:
    """One node of a menu."""
    found: JSON = next(one for one in menu["nodes"] if one["id"] == name)
    return found


# --- any menu: helpless ways lead to later nodes only, whatever the caller chooses may lead anywhere


@st.composite
def menus(draw: st.DrawFn) -> JSON:
    """Return a document that may still have unreachable nodes: those are cut off."""
    count = draw(st.integers(1, 9))
    names = [f"n{place}" for place in range(count)]
    nodes = [draw(_node(names, place)) for place in range(count)]
    document = {"version": 1, "languages": list(LANGUAGES), "start": "n0", "nodes": nodes}
    return _pruned(document)


@st.composite
def _node(draw: st.DrawFn, names: list[str], place: int) -> JSON:
    later, anywhere = st.sampled_from(names[place + 1 :] or [""]), st.sampled_from(names)
    kinds = ["QUEUE", "EMERGENCY", "VOICEMAIL", "HANG_UP"]
    if place + 1 < len(names):
        kinds = [
            "ANNOUNCEMENT",
            "MENU",
            "MENU",
            "HOURS",
            "LANGUAGE",
            "COLLECT",
            "ANSWER",
            "FORWARD",
            "CALLBACK",
            *kinds,
        ]
    kind = draw(st.sampled_from(kinds))
    made: JSON = {"id": names[place], "kind": kind, "title": f"Node {place}"}
    drawn: JSON = draw(_fields(kind, later, anywhere))
    return made | drawn


def _fields(kind: str, later: "st.SearchStrategy[str]", anywhere: "st.SearchStrategy[str]") -> Any:
    maybe = st.one_of(st.just(""), later)
    words = st.just(say())
    asks = {
        "say": words, "wait": st.integers(1, 9), "tries": st.integers(1, 4), "otherwise": later,
        "silence": st.fixed_dictionaries({"say": words, "next": maybe}),
        "wrong": st.fixed_dictionaries({"next": maybe}),
    }  # fmt: skip
    keys = st.lists(st.sampled_from("0123456789*#"), min_size=1, max_size=4, unique=True)
    fields: dict[str, dict[str, Any]] = {
        "ANNOUNCEMENT": {"say": words, "next": later},
        "MENU": asks | {"choices": keys.flatmap(lambda found: _choices(found, anywhere)), "speech": st.booleans()},
        "HOURS": {"open": later, "closed": later, "holiday": maybe},
        "LANGUAGE": asks | {"choices": st.just([{"key": "1", "language": "en"}, {"key": "2", "language": "ru"}]),
                            "next": anywhere},
        "COLLECT": asks | {"check": st.sampled_from(["NONE", "LUHN", "MOD11", "URL"]), "next": anywhere,
                           "url": st.just("https://example.com/check"), "failed": anywhere,
                           "routes": st.fixed_dictionaries({"vip": anywhere})},
        "ANSWER": {"question": st.just(7), "next": later},
        "QUEUE": {"queue": st.just("general"), "nobody": maybe, "gone": maybe},
        "EMERGENCY": {"say": words, "queue": st.just("repairs"), "nobody": maybe},
        "VOICEMAIL": {},
        "FORWARD": {"number": st.just("+442079460123"), "next": later},
        "CALLBACK": {"queue": st.sampled_from(["general", "repairs"]), "next": later},
        "HANG_UP": {"say": words},
    }  # fmt: skip
    found: Any = st.fixed_dictionaries(fields[kind])
    return found


def _choices(keys: list[str], anywhere: "st.SearchStrategy[str]") -> Any:
    made = [
        st.fixed_dictionaries({"key": st.just(key), "title": st.just(f"Key {key}"), "next": anywhere})
        for key in keys
    ]
    return st.tuples(*made).map(list)


def _pruned(document: JSON) -> JSON:
    """Without the nodes to which no call comes."""
    from telephony.ivr.document import read
    from telephony.ivr.paths import reachable

    there = reachable(read(document)[0])
    return document | {"nodes": [one for one in document["nodes"] if one["id"] in there]}
