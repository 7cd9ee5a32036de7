"""docs/simulation.md and its pictures."""

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
    """Write the page."""
    (DOCS / PICTURES).mkdir(parents=True, exist_ok=True)
    text = INTRODUCTION + "".join(_part(chapter) for chapter in chapters)
    (DOCS / "simulation.md").write_text(text, encoding="utf-8")


def _part(chapter: Chapter) -> str:
    lines = [f"\n## {chapter.title}\n\n{chapter.text}\n"]
    for name, picture in chapter.pictures.items():
        (DOCS / PICTURES / f"{name}.svg").write_text(picture, encoding="utf-8")
        lines.append(f"\n![{chapter.title}]({PICTURES}/{name}.svg)\n")
    lines.append("\n| what | ours | theirs | bound | |\n|---|---|---|---|---|\n")
    lines += [f"| {' | '.join(figure.cells())} |\n" for figure in chapter.figures]
    return "".join(lines)
