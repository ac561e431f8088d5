"""Plots of the benches as SVG, for the documents: readable on a light page and on a dark one, without scripts, fonts or files of their own."""
import math
from html import escape
from typing import NamedTuple

WIDTH, NAMES, VALUES = 760, 210, 120  # pixels: all, the names' column, room for the figures
ROW, BAR, TOP, BOTTOM = 34, 18, 64, 40
STYLE = '''<style>
text { font: 14px system-ui, sans-serif; fill: #1f2328; }
.title { font-size: 17px; font-weight: 600; }
.small { font-size: 12px; fill: #59636e; }
.ours { font-weight: 600; }
.bar { fill: #a8b1bb; }
.bar.ours { fill: #1a7f5a; }
.grid { stroke: #d1d9e0; stroke-width: 1; }
.whisker { stroke: #1f2328; stroke-width: 1.5; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; }
.small { fill: #9198a1; }
.bar { fill: #59636e; }
.bar.ours { fill: #3fb98a; }
.grid { stroke: #343b43; }
.whisker { stroke: #e6edf3; }
}
</style>'''


class Bar(NamedTuple):
    name: str
    median: float
    least: float
    most: float
    ours: bool


def step_of(most: float) -> float:
    """A round distance for four to nine lines up to `most`."""
    power = 10 ** math.floor(math.log10(most / 4))
    return next(factor * power for factor in (1, 2, 5, 10) if most / (factor * power) < 9)


def number(value: float) -> str:
    return f'{value:,.0f}' if value >= 10 else f'{value:.2f}'


def grid(most: float, height: int, unit: str) -> list[str]:
    lines = []
    step = step_of(most)
    for count in range(int(most / step) + 1):
        x = NAMES + count * step / most * (WIDTH - NAMES - VALUES)
        lines.append(f'<line class="grid" x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{height - BOTTOM}"/>')
        lines.append(f'<text class="small" x="{x:.1f}" y="{height - BOTTOM + 18}" text-anchor="middle">{number(count * step) if count else 0}</text>')
    lines.append(f'<text class="small" x="{WIDTH - 12}" y="{height - BOTTOM + 18}" text-anchor="end">{escape(unit)}</text>')
    return lines


def drawn(bar: Bar, y: float, most: float) -> list[str]:
    scale = (WIDTH - NAMES - VALUES) / most
    ours = ' ours' if bar.ours else ''
    middle, least, end = y + BAR / 2, NAMES + bar.least * scale, NAMES + bar.most * scale
    return [
        f'<text class="name{ours}" x="{NAMES - 12}" y="{middle + 5:.1f}" text-anchor="end">{escape(bar.name)}</text>',
        f'<rect class="bar{ours}" x="{NAMES}" y="{y:.1f}" width="{bar.median * scale:.1f}" height="{BAR}" rx="2"/>',
        f'<path class="whisker" fill="none" d="M{least:.1f} {middle:.1f}H{end:.1f}M{least:.1f} {middle - 4:.1f}v8M{end:.1f} {middle - 4:.1f}v8"/>',
        f'<text class="value{ours}" x="{max(end, NAMES + bar.median * scale) + 10:.1f}" y="{middle + 5:.1f}">{number(bar.median)}</text>',
    ]


def bars(title: str, rows: list[Bar], unit: str) -> str:
    """A horizontal bar for each row, as long as its median, with a line from its least to its most."""
    height = TOP + ROW * len(rows) + BOTTOM
    most = max(bar.most for bar in rows)
    told = '; '.join(f'{bar.name} {number(bar.median)} ({number(bar.least)} to {number(bar.most)})' for bar in rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" aria-labelledby="title told">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="told">{escape(unit)}, median (least to most): {escape(told)}</desc>',
        STYLE,
        f'<text class="title" x="12" y="28">{escape(title)}</text>',
        *grid(most, height, unit),
    ]
    for at, bar in enumerate(rows):
        parts += drawn(bar, TOP + at * ROW, most)
    return '\n'.join([*parts, '</svg>']) + '\n'
