"""The JSON document of a menu, version 1: read into nodes, and written back. Pure.

Reading never fails: what is wrong is noted, so that a draft which is not finished can still be drawn.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from telephony.ivr.nodes import (
    MOST_NODES,
    Announcement,
    Answer,
    Choice,
    Collect,
    Emergency,
    Flow,
    Forward,
    HangUp,
    Hours,
    LanguageChoice,
    Menu,
    Node,
    Queue,
    Retry,
    Tongue,
    Voicemail,
)
from telephony.ivr.reading import LANGUAGE, NODE_ID, Reader
from telephony.ivr.types import CheckKind, Fault, NodeKind, Problem
from tenants.directory.hours import HoursInvalid
from tenants.directory.hours import week as read_week

VERSION = 1
MOST_LANGUAGES = 8
LONGEST_URL = 500
LARGEST_QUESTION = 2**53
JSON = dict[str, Any]


def read(value: object) -> tuple[Flow, list[Problem]]:
    """Return the menu that a document says, as far as it says one, and what is wrong with its form."""
    problems: list[Problem] = []
    whole = Reader(value, node="", problems=problems)
    if whole.raw("version") != VERSION:
        whole.complain("version")
    languages = _languages(whole)
    start = whole.exit("start")
    nodes = _nodes(whole, problems)
    whole.rest()
    return Flow(languages=languages, start=start, nodes=nodes), problems


def plain(flow: Flow) -> JSON:
    """Return the document of a menu, every field written out, in the order of the nodes."""
    nodes = [{"id": node.id, "kind": node.kind.value} | _plain_fields(node) for node in flow.nodes.values()]
    return {"version": VERSION, "languages": list(flow.languages), "start": flow.start, "nodes": nodes}


def empty(*, language: str) -> JSON:
    """Return the document with which a new menu begins: callers wait in the general queue."""
    node = {"id": "operator", "kind": NodeKind.QUEUE.value, "title": "", "queue": "general"}
    return {"version": VERSION, "languages": [language], "start": "operator", "nodes": [node]}


def _languages(whole: Reader) -> tuple[str, ...]:
    value = whole.raw("languages")
    given: list[object] = list(value) if isinstance(value, list | tuple) else []
    found = tuple(one for one in given if isinstance(one, str) and LANGUAGE.fullmatch(one))
    if found and len(found) == len(given) == len(set(found)) <= MOST_LANGUAGES:
        return found
    whole.complain("languages")
    return ("en",)


def _nodes(whole: Reader, problems: list[Problem]) -> dict[str, Node]:
    value = whole.raw("nodes")
    if not isinstance(value, list | tuple) or len(value) > MOST_NODES:
        whole.complain("nodes")
        return {}
    found: dict[str, Node] = {}
    for place, one in enumerate(value):
        node = _node(one, place, problems)
        if node is None:
            continue
        if node.id in found:
            problems.append(Problem(Fault.SAME_NAME, node.id, "id"))
            continue
        found[node.id] = node
    return found


def _node(value: object, place: int, problems: list[Problem]) -> Node | None:
    """A node without a name or a kind cannot be drawn: it is named by its place."""
    given = value if isinstance(value, Mapping) else {}
    name, kind = given.get("id"), given.get("kind")
    if not isinstance(name, str) or not NODE_ID.fullmatch(name):
        problems.append(Problem(Fault.MALFORMED, "", f"nodes.{place}.id"))
        return None
    if kind not in set(NodeKind):
        problems.append(Problem(Fault.MALFORMED, name, "kind"))
        return None
    reader = Reader(given, node=name, problems=problems)
    node = KINDS[NodeKind(kind)](reader, id=name, title=reader.text("title"))
    reader.rest()
    return node


# --- one reader a kind


def _announcement(r: Reader, **named: Any) -> Node:
    return Announcement(**named, say=r.texts("say"), next=r.exit("next"))


def _question(r: Reader) -> JSON:
    return {
        "say": r.texts("say"),
        "wait": r.number("wait", least=1, most=30, default=5),
        "tries": r.number("tries", least=1, most=5, default=3),
        "silence": r.retry("silence"),
        "wrong": r.retry("wrong"),
        "otherwise": r.exit("otherwise"),
    }


def _menu(r: Reader, **named: Any) -> Node:
    return Menu(**named, **_question(r), choices=r.each("choices", _choice), speech=r.flag("speech"))


def _choice(r: Reader) -> Choice:
    return Choice(key=r.key("key"), title=r.text("title"), next=r.exit("next"), words=r.words("words"))


def _language(r: Reader, **named: Any) -> Node:
    return LanguageChoice(**named, **_question(r), choices=r.each("choices", _tongue), next=r.exit("next"))


def _tongue(r: Reader) -> Tongue:
    return Tongue(key=r.key("key"), language=r.language("language"))


def _collect(r: Reader, **named: Any) -> Node:
    least = r.number("least", least=1, most=32, default=1)
    most = r.number("most", least=1, most=32, default=20)
    if most < least:
        r.complain("most", f"{least}-32")
    return Collect(
        **named,
        **_question(r),
        least=least,
        most=max(least, most),
        check=r.word("check", CheckKind, CheckKind.NONE),
        url=r.text("url", longest=LONGEST_URL),
        routes=r.routes("routes"),
        next=r.exit("next"),
        failed=r.exit("failed"),
        secret=r.flag("secret"),
    )


def _hours(r: Reader, **named: Any) -> Node:
    given = r.raw("week")
    try:
        checked = None if given is None else read_week(given)
    except HoursInvalid as error:
        r.complain(error.field)
        checked, given = None, None
    own = None if checked is None else {str(day): tuple(spans) for day, spans in given.items()}  # type: ignore[attr-defined]
    return Hours(**named, week=own, open=r.exit("open"), closed=r.exit("closed"), holiday=r.exit("holiday"))


def _answer(r: Reader, **named: Any) -> Node:
    question = r.number("question", least=0, most=LARGEST_QUESTION, default=0)
    return Answer(**named, question=question, next=r.exit("next"))


def _queue(r: Reader, **named: Any) -> Node:
    return Queue(**named, queue=r.text("queue"), nobody=r.exit("nobody"), gone=r.exit("gone"))


def _emergency(r: Reader, **named: Any) -> Node:
    return Emergency(
        **named, say=r.texts("say"), queue=r.text("queue"), nobody=r.exit("nobody"), gone=r.exit("gone")
    )


def _voicemail(r: Reader, **named: Any) -> Node:
    return Voicemail(**named, say=r.texts("say"))


def _forward(r: Reader, **named: Any) -> Node:
    number, ring_time = r.text("number", longest=20), r.number("ring_time", least=5, most=120, default=25)
    return Forward(**named, number=number, ring_time=ring_time, next=r.exit("next"))


def _hang_up(r: Reader, **named: Any) -> Node:
    return HangUp(**named, say=r.texts("say"))


KINDS: dict[NodeKind, Callable[..., Node]] = {
    NodeKind.ANNOUNCEMENT: _announcement,
    NodeKind.MENU: _menu,
    NodeKind.HOURS: _hours,
    NodeKind.LANGUAGE: _language,
    NodeKind.COLLECT: _collect,
    NodeKind.ANSWER: _answer,
    NodeKind.QUEUE: _queue,
    NodeKind.EMERGENCY: _emergency,
    NodeKind.VOICEMAIL: _voicemail,
    NodeKind.FORWARD: _forward,
    NodeKind.HANG_UP: _hang_up,
}


def _plain_fields(thing: Any) -> JSON:
    return {one.name: _plain(getattr(thing, one.name)) for one in fields(thing) if one.name != "id"}


def _plain(value: Any) -> Any:
    if isinstance(value, Retry | Choice | Tongue):
        return _plain_fields(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.value if isinstance(value, CheckKind) else value
