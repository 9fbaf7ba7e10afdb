"""Draws curves as SVG: both scales logarithmic, so that cost that grows as fast as its cause is a line of the slope of the
dotted ones. One file that needs no other, light and dark, 400 pixels wide."""

import math
from html import escape

from figures import Series

WIDTH = 400
LEFT, RIGHT, TOP = 66, 14, 58
PLOT_HEIGHT = 250
LEGEND_LINE = 20
# Contrast of at least 4.5 with the ground, as in compiler/page/style.hpp; markers differ for those who see no colours.
COLOURS = [("#0b4aa2", "#8ab8ff"), ("#a4161a", "#ff9c9c"), ("#14663a", "#7fd6a2"), ("#7a4b00", "#f0c070")]
MARKERS = ["circle", "square", "triangle", "diamond"]
STYLE = """svg { color-scheme: light dark; background: #ffffff; font: 13px system-ui, sans-serif; }
text { fill: #1b1b1f; } .soft { fill: #55555f; } .grid { stroke: #c9c9d2; } .guide { stroke: #55555f; stroke-dasharray: 2 4; }
polyline { fill: none; stroke-width: 2; } """


def style() -> str:
    rules = STYLE
    for i, (light, _) in enumerate(COLOURS):
        rules += f".s{i} {{ stroke: {light}; }} .m{i} {{ fill: {light}; }} "
    rules += "\n@media (prefers-color-scheme: dark) { svg { background: #16161a; } text { fill: #ececf1; } .soft { fill: #b4b4c0; } "
    rules += ".grid { stroke: #45454f; } .guide { stroke: #b4b4c0; } "
    for i, (_, dark) in enumerate(COLOURS):
        rules += f".s{i} {{ stroke: {dark}; }} .m{i} {{ fill: {dark}; }} "
    return rules + "}"


def number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def in_words(seconds: float) -> str:
    """« 1.2 ms »: three figures at most."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)):
        if seconds >= size * 0.9995 or unit == "ns":
            amount = seconds / size
            digits = 0 if amount >= 99.5 else 1 if amount >= 9.95 else 2
            return f"{amount:.{digits}f} {unit}"
    raise AssertionError


def round_words(exponent: int) -> str:
    """A power of ten of seconds: « 10 ms »."""
    unit, shift = (("s", 0), ("ms", 3), ("µs", 6), ("ns", 9))[max(0, math.ceil(-exponent / 3))]
    return f"{10 ** (exponent + shift)} {unit}"


def count_words(n: int) -> str:
    return f"{n:,}".replace(",", " ")


def short_count(power: int) -> str:
    """A power of ten in few characters, for scales: « 10 M »."""
    return count_words(10**power) if power < 6 else f"{10 ** (power - 6)} M"


class Scale:
    """Logarithms onto pixels, between powers of ten that hold all values."""

    def __init__(self, values: list[float], start: float, end: float):
        self.least = math.floor(math.log10(min(values)) + 1e-9)
        self.greatest = max(self.least + 1, math.ceil(math.log10(max(values)) - 1e-9))
        self.start, self.end = start, end

    def at(self, value: float) -> float:
        share = (math.log10(value) - self.least) / (self.greatest - self.least)
        return self.start + share * (self.end - self.start)

    def powers(self) -> range:
        return range(self.least, self.greatest + 1)


def marker(kind: str, x: float, y: float, i: int) -> str:
    if kind == "circle":
        return f'<circle class="m{i}" cx="{number(x)}" cy="{number(y)}" r="4"/>'
    shapes = {"square": [(-4, -4), (4, -4), (4, 4), (-4, 4)], "triangle": [(0, -5), (5, 4), (-5, 4)], "diamond": [(0, -5.5), (5.5, 0), (0, 5.5), (-5.5, 0)]}
    points = " ".join(f"{number(x + dx)},{number(y + dy)}" for dx, dy in shapes[kind])
    return f'<polygon class="m{i}" points="{points}"/>'


def guides(x: Scale, y: Scale, name: str) -> list[str]:
    """Lines of slope one, clipped to the plot."""
    lines = [f'<clipPath id="{name}"><rect x="{LEFT}" y="{TOP}" width="{WIDTH - LEFT - RIGHT}" height="{PLOT_HEIGHT}"/></clipPath>']
    decades = x.greatest - x.least
    for low in range(y.least - decades, y.greatest + 1, 2):
        ends = [(x.start, y.at(10.0**low)), (x.end, y.at(10.0 ** (low + decades)))]
        (x1, y1), (x2, y2) = ends
        lines.append(f'<line class="guide" clip-path="url(#{name})" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"/>')
    return lines


def description(series: list[Series], of_what: str) -> str:
    parts = []
    for each in series:
        points = ", ".join(f"{in_words(each.seconds[n])} for {count_words(n)}" for n in sorted(each.seconds))
        parts.append(f"{each.name}: {points} {of_what}, exponent {each.exponent():.2f}")
    return ". ".join(parts) + "."


def draw(name: str, title: str, of_what: str, series: list[Series]) -> str:
    """One picture; `name` tells its parts from those of others on the same page."""
    sizes = sorted({n for each in series for n in each.seconds})
    plot_bottom = TOP + PLOT_HEIGHT
    x = Scale([min(sizes), max(sizes)], LEFT, WIDTH - RIGHT)
    y = Scale([s for each in series for s in each.seconds.values()], plot_bottom, TOP)
    height = plot_bottom + 52 + LEGEND_LINE * len(series)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc">',
        f'<title id="{name}-title">{escape(title)}</title>',
        f'<desc id="{name}-desc">{escape(description(series, of_what))}</desc>',
        f"<style>{style()}</style>",
        f'<text x="8" y="22" font-size="15" font-weight="600">{escape(title)}</text>',
        f'<text class="soft" x="8" y="42">processor time; dotted: in proportion to {escape(of_what)}</text>',
    ]
    for power in y.powers():
        at = number(y.at(10.0**power))
        out.append(f'<line class="grid" x1="{LEFT}" y1="{at}" x2="{WIDTH - RIGHT}" y2="{at}"/>')
        out.append(f'<text class="soft" x="{LEFT - 6}" y="{number(y.at(10.0**power) + 4)}" text-anchor="end">{round_words(power)}</text>')
    for power in x.powers():
        at = number(x.at(10.0**power))
        anchor = "end" if power == x.greatest else "middle"
        out.append(f'<line class="grid" x1="{at}" y1="{TOP}" x2="{at}" y2="{plot_bottom}"/>')
        out.append(f'<text class="soft" x="{at}" y="{plot_bottom + 18}" text-anchor="{anchor}">{short_count(power)}</text>')
    out.append(f'<text class="soft" x="{(LEFT + WIDTH - RIGHT) // 2}" y="{plot_bottom + 36}" text-anchor="middle">{escape(of_what)}</text>')
    out += guides(x, y, f"{name}-plot")
    for i, each in enumerate(series):
        points = [(x.at(n), y.at(each.seconds[n])) for n in sorted(each.seconds)]
        out.append(f'<polyline class="s{i}" points="{" ".join(f"{number(a)},{number(b)}" for a, b in points)}"/>')
        out += [marker(MARKERS[i], a, b, i) for a, b in points]
        line = plot_bottom + 56 + LEGEND_LINE * i
        out.append(marker(MARKERS[i], 18, line, i))
        out.append(f'<text x="32" y="{line + 4}">{escape(each.name)}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"
