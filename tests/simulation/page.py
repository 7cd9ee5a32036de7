"""docs/simulation.md and its pictures."""

import re
from collections.abc import Sequence
from pathlib import Path

from tests.simulation.figures import Chapter

DOCS = Path(__file__).resolve().parents[2] / "docs"
PICTURES = "img/simulation"

INTRODUCTION = """# How good the distribution is

Made by `make simulate`; do not edit. The policy of production (`telephony/routing/match.py`, called as the router calls it)
on a virtual clock, with callers drawn from fixed seeds: the same command gives the same figures. Intervals are 95%, by
Student's t over independent runs. Erlang's formulas (`cc_saas/lib/erlang.py`) are checked apart, in the tests, to 1e-9.
"""


def write(chapters: Sequence[Chapter]) -> None:
    """Write the page; chapters that were not run stay as they are."""
    (DOCS / PICTURES).mkdir(parents=True, exist_ok=True)
    page = DOCS / "simulation.md"
    parts = _known(page.read_text(encoding="utf-8") if page.exists() else "")
    for chapter in chapters:
        parts[chapter.title] = _part(chapter)
    page.write_text(INTRODUCTION + "".join(parts.values()), encoding="utf-8")


def _known(text: str) -> dict[str, str]:
    """The chapters of a page by their titles."""
    _head, *parts = re.split(r"^(?=\n## )", text, flags=re.MULTILINE)
    return {part.split("\n", 2)[1].removeprefix("## "): part for part in parts}


def _part(chapter: Chapter) -> str:
    lines = [f"\n## {chapter.title}\n\n{chapter.text}\n"]
    for name, picture in chapter.pictures.items():
        (DOCS / PICTURES / f"{name}.svg").write_text(picture, encoding="utf-8")
        lines.append(f"\n![{chapter.title}]({PICTURES}/{name}.svg)\n")
    lines.append("\n| what | ours | theirs | bound | |\n|---|---|---|---|---|\n")
    lines += [f"| {' | '.join(figure.cells(short=False))} |\n" for figure in chapter.figures]
    return "".join(lines)
