"""docs/glossary.md and the code use the same words."""

import importlib
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("tenants", "agents", "campaigns", "telephony")
HEADING = re.compile(r"^### `(\w+)` \(([\w.]+)\)$")
ROW = re.compile(r"^\| `([^`]+)` \| \S")


def enums() -> Iterator[tuple[str, str, set[str]]]:
    """Room, name and values of every enum in a room's types.py."""
    for file in sorted(path for floor in FLOORS for path in (ROOT / floor).glob("*/types.py")):
        room = ".".join(file.parent.relative_to(ROOT).parts)
        module = importlib.import_module(f"{room}.types")
        for name, found in vars(module).items():
            if isinstance(found, type) and issubclass(found, StrEnum) and found.__module__ == module.__name__:
                yield room, name, {member.value for member in found}


def glossary() -> dict[tuple[str, str], set[str]]:
    """What the glossary says of each enum: the values that have a meaning there."""
    told: dict[tuple[str, str], set[str]] = {}
    current: set[str] = set()
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        if heading := HEADING.match(line):
            current = told.setdefault((heading[2], heading[1]), set())
        elif row := ROW.match(line):
            current.add(row[1])
    return told


@pytest.mark.parametrize(
    ("room", "name", "values"), [pytest.param(*found, id=f"{found[0]}.{found[1]}") for found in enums()]
)
def test_every_value_is_explained(room: str, name: str, values: set[str]) -> None:
    assert glossary().get((room, name)) == values, f"bring `{name}` ({room}) in docs/glossary.md up to date"


def test_nothing_is_explained_that_is_gone() -> None:
    assert set(glossary()) == {(room, name) for room, name, _values in enums()}
