"""What a menu changes against what it was. Pure; the words of it are the page's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from telephony.ivr.document import plain
from telephony.ivr.nodes import Flow
from telephony.ivr.types import Change

WHOLE = ("languages", "start")
ABSENT: tuple[Any, ...] = (None, "", [], {}, ())


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: of the whole menu (node ""), of a node, or of a field of it, with what was and what is."""

    change: Change
    node: str
    title: str
    kind: str = ""
    field: str = ""
    before: Any = None
    after: Any = None


def differences(before: Flow | None, after: Flow) -> list[Difference]:
    """Return every change in the order of the new menu, what is gone last; nothing for two that say the same."""
    old, new = (plain(before) if before else {}), plain(after)
    nodes_before = {node["id"]: node for node in old.get("nodes", [])}
    nodes_after = {node["id"]: node for node in new["nodes"]}
    found = [
        Difference(Change.CHANGED, "", "", "", name, old[name], new[name])
        for name in WHOLE
        if old and old[name] != new[name]
    ]
    for name, node in nodes_after.items():
        found += _of_node(nodes_before.get(name), node)
    gone = [node for name, node in nodes_before.items() if name not in nodes_after]
    return found + [Difference(Change.REMOVED, n["id"], n["title"], n["kind"]) for n in gone]


def _of_node(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Iterator[Difference]:
    name, title, kind = after["id"], after["title"], after["kind"]
    if before is None:
        yield Difference(Change.ADDED, name, title, kind)
        return
    if before["kind"] != kind:
        yield Difference(Change.CHANGED, name, title, kind, "kind", before["kind"], kind)
        return
    old, new = dict(_leaves(before)), dict(_leaves(after))
    for field in [*new, *(field for field in old if field not in new)]:
        was, now = old.get(field), new.get(field)
        if was != now and not (was in ABSENT and now in ABSENT):
            yield Difference(_how(was, now), name, title, kind, field, was, now)


def _how(was: Any, now: Any) -> Change:
    if was in ABSENT:
        return Change.ADDED
    return Change.REMOVED if now in ABSENT else Change.CHANGED


def _leaves(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Every value with its path; choices by their keys, so that one put in between changes no other."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _leaves(one, f"{at}.{name}" if at else str(name))
    elif isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
        for place, one in enumerate(value):
            yield from _leaves(one, f"{at}.{one.get('key') or place}")
    else:
        yield at, value
