"""The JSON document of a menu, version 1: read into nodes, and written back. Pure.

Reading never fails: what is wrong is noted, so that a draft which is not finished can still be drawn.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from telephony.ivr.kinds import KINDS
from telephony.ivr.nodes import (
    MOST_NODES,
    Choice,
    Flow,
    Node,
    Retry,
    Tongue,
)
from telephony.ivr.reading import LANGUAGE, NODE_ID, Reader
from telephony.ivr.types import CheckKind, Fault, NodeKind, Problem

VERSION = 1
MOST_LANGUAGES = 8
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
