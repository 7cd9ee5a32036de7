"""Ways through a menu. Pure."""

from collections.abc import Iterator

from telephony.ivr.nodes import Exit, Flow
from telephony.ivr.types import Passage


def ways(flow: Flow, name: str, passages: frozenset[Passage] | None = None) -> Iterator[Exit]:
    """Yield the exits of a node that lead to another node there is, all of them or those of some passages."""
    for way in flow.nodes[name].exits():
        if way.to in flow.nodes and (passages is None or way.passage in passages):
            yield way


def reachable(flow: Flow) -> frozenset[str]:
    """Return the nodes to which a call may come."""
    found: set[str] = set()
    ahead = [flow.start] if flow.start in flow.nodes else []
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += [way.to for way in ways(flow, name)]
    return frozenset(found)


def circle(flow: Flow, passages: frozenset[Passage]) -> list[tuple[str, Exit]]:
    """Return the exits, each with its node, by which a call could go round along these passages, in the order of the nodes."""
    return [
        (name, way)
        for name in flow.nodes
        for way in ways(flow, name, passages)
        if _leads(flow, passages, way.to, name)
    ]


def _leads(flow: Flow, passages: frozenset[Passage], start: str, goal: str) -> bool:
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        name = ahead.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            ahead += [way.to for way in ways(flow, name, passages)]
    return False
