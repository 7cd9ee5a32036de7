"""Where the nodes of a menu stand in its drawing, and how the lines between them run. Pure.

Rows by how many steps lead to a node, at most PER_ROW beside each other; lines are curves from the bottom of a box to
the top of the next, and around the side where they lead back.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from telephony.ivr.nodes import Choice, Exit, Flow, LanguageChoice, Menu, Node
from telephony.ivr.types import Passage

WIDTH, HEIGHT = 144, 48
GAP_X, GAP_Y = 20, 44
MARGIN = 36
PER_ROW = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A node's place: its upper left corner."""

    id: str
    kind: str
    title: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """A way between two nodes: an SVG path, the keys that lead along it, and whether the caller is helpless on it."""

    source: str
    target: str
    path: str
    label: str
    x: int
    y: int
    faint: bool


def drawing(flow: Flow) -> dict[str, Any]:
    """Return the drawing of a menu as plain JSON: width, height, boxes, lines."""
    rows = list(_rows(flow))
    wide = PER_ROW if any(len(row) > 1 for row in rows) else 1
    width = 2 * MARGIN + wide * WIDTH + (wide - 1) * GAP_X
    boxes = {
        name: _box(flow.nodes[name], column, number)
        for number, row in enumerate(rows)
        for column, name in zip(_columns(len(row), wide), row, strict=True)
    }
    lines = [_line(boxes[a], boxes[b], ways) for (a, b), ways in _ways(flow).items()]
    return {
        "width": width,
        "height": 2 * MARGIN + len(rows) * HEIGHT + max(0, len(rows) - 1) * GAP_Y,
        "box": {"width": WIDTH, "height": HEIGHT},
        "boxes": [asdict(box) for box in boxes.values()],
        "lines": [asdict(line) for line in lines],
    }


def _rows(flow: Flow) -> Iterable[list[str]]:
    """The nodes by their distance from the start; those to which no call comes stand last."""
    depth = _depths(flow)
    last = max(depth.values(), default=-1) + 1
    by_depth: dict[int, list[str]] = defaultdict(list)
    for name in flow.nodes:
        by_depth[depth.get(name, last)].append(name)
    for _depth, names in sorted(by_depth.items()):
        for start in range(0, len(names), PER_ROW):
            yield names[start : start + PER_ROW]


def _depths(flow: Flow) -> dict[str, int]:
    found = {flow.start: 0} if flow.start in flow.nodes else {}
    ahead = list(found)
    for name in ahead:
        for way in flow.nodes[name].exits():
            if way.to in flow.nodes and way.to not in found:
                found[way.to] = found[name] + 1
                ahead.append(way.to)
    return found


def _columns(count: int, wide: int) -> tuple[int, ...]:
    """Where a row's boxes stand: in columns that all rows share, so that long ways run between them."""
    if wide == 1:
        return (0,)
    return {1: (1,), 2: (0, 2), 3: (0, 1, 2)}[count]


def _box(node: Node, column: int, row: int) -> Box:
    x, y = MARGIN + column * (WIDTH + GAP_X), MARGIN + row * (HEIGHT + GAP_Y)
    return Box(node.id, node.kind.value, node.title, x, y)


def _ways(flow: Flow) -> dict[tuple[str, str], list[tuple[str, Exit]]]:
    found: dict[tuple[str, str], list[tuple[str, Exit]]] = defaultdict(list)
    for node in flow.nodes.values():
        for way in node.exits():
            if way.to in flow.nodes and way.to != node.id:
                found[node.id, way.to].append((_key(node, way), way))
    return found


def _key(node: Node, way: Exit) -> str:
    """The key that leads along a way, where one does."""
    if isinstance(node, Menu) and way.field.startswith("choices."):
        choices: tuple[Choice, ...] = node.choices
        return choices[int(way.field.split(".")[1])].key
    if isinstance(node, LanguageChoice) and way.field == "next":
        return " ".join(tongue.key for tongue in node.choices)
    return ""


def _line(source: Box, target: Box, ways: list[tuple[str, Exit]]) -> Line:
    keys = [key for key, _way in ways if key]
    faint = all(
        way.passage in (Passage.SILENT, Passage.WRONG, Passage.SPENT) or not way.needed for _k, way in ways
    )
    a, b = source.x + WIDTH // 2, target.x + WIDTH // 2
    top, bottom = target.y, source.y + HEIGHT
    if target.y > source.y + HEIGHT + GAP_Y:
        gap = b + (WIDTH + GAP_X) // 2 * (-1 if a < b or (a == b and source.x > MARGIN) else 1)
        path = (
            f"M{a} {bottom} C{a} {bottom + 26} {gap} {bottom + 18} {gap} {bottom + GAP_Y}"
            f" L{gap} {top - GAP_Y} C{gap} {top - 18} {b} {top - 26} {b} {top - 5}"
        )
        return Line(source.id, target.id, path, " ".join(keys), b, top - 14, faint)
    if target.y > source.y:
        middle = (top + bottom) // 2
        path = f"M{a} {bottom} C{a} {middle + 12} {b} {middle - 12} {b} {top - 5}"
        return Line(source.id, target.id, path, " ".join(keys), b, top - 14, faint)
    side = -1 if target.x <= source.x else 1
    a, b = source.x + (WIDTH if side > 0 else 0), target.x + (WIDTH if side > 0 else 0)
    bow = (max(a, b) if side > 0 else min(a, b)) + side * 22
    y, goal = source.y + HEIGHT // 2, target.y + HEIGHT // 2
    path = f"M{a} {y} C{bow} {y} {bow} {goal} {b + side * 5} {goal}"
    return Line(source.id, target.id, path, " ".join(keys), b + side * 14, goal - 8, faint)
