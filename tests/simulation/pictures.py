"""Small charts as SVG: lines with intervals on two axes. No library is worth its weight for four pictures."""

import math
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 320, 56, 16, 64, 36
COLORS = ["#2457c5", "#c2410c", "#0f766e", "#7c3aed"]


class Series(NamedTuple):
    """A name and points: x, y, half-width of the interval (0 for none)."""

    name: str
    points: Sequence[tuple[float, float, float]]


def chart(*, title: str, series: Sequence[Series]) -> str:
    """Return the SVG."""
    axes = _Axes(series)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"',
        f' font-family="sans-serif" font-size="12"><title>{escape(title)}</title>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="22" font-size="15" fill="#111">{escape(title)}</text>',
        *axes.lines(),
    ]
    for number, line in enumerate(series):
        parts += [*_line(line, axes, COLORS[number % len(COLORS)]), *_legend(line.name, number)]
    return "\n".join([*parts, "</svg>\n"])


class _Axes:
    def __init__(self, series: Sequence[Series]) -> None:
        points = [point for line in series for point in line.points]
        self.left, self.right = min(x for x, _y, _h in points), max(x for x, _y, _h in points)
        self.low = min(0.0, *(y - half for _x, y, half in points))
        self.high = max(y + half for _x, y, half in points) * 1.05

    def x(self, value: float) -> float:
        return LEFT + (value - self.left) / (self.right - self.left or 1) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - (value - self.low) / (self.high - self.low or 1) * (HEIGHT - TOP - BOTTOM)

    def lines(self) -> list[str]:
        found = []
        for value in _ticks(self.low, self.high):
            y = self.y(value)
            found.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
            found.append(
                f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#444">{value:g}</text>'
            )
        for value in _ticks(self.left, self.right):
            where = f'x="{self.x(value):.1f}" y="{HEIGHT - BOTTOM + 18}"'
            found.append(f'<text {where} text-anchor="middle" fill="#444">{value:g}</text>')
        return found


def _line(line: Series, axes: _Axes, color: str) -> list[str]:
    path = " ".join(f"{axes.x(x):.1f},{axes.y(y):.1f}" for x, y, _half in line.points)
    parts = [f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>']
    for x, y, half in line.points:
        parts.append(f'<circle cx="{axes.x(x):.1f}" cy="{axes.y(y):.1f}" r="3" fill="{color}"/>')
        if half:
            top, bottom = axes.y(y + half), axes.y(y - half)
            parts.append(f'<path d="M{axes.x(x):.1f} {top:.1f}V{bottom:.1f}" stroke="{color}"/>')
    return parts


def _legend(name: str, number: int) -> list[str]:
    x = LEFT + number * 165
    return [
        f'<rect x="{x}" y="34" width="12" height="12" fill="{COLORS[number % len(COLORS)]}"/>',
        f'<text x="{x + 17}" y="44" fill="#111">{escape(name)}</text>',
    ]


def _ticks(low: float, high: float) -> list[float]:
    rough = (high - low) / 6 or 1.0
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first = math.ceil(low / step - 1e-9)
    return [round(step * n, 10) for n in range(first, math.floor(high / step + 1e-9) + 1)]
