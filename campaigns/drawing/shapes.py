"""A drawing of plain shapes, written as SVG for a page or rendered as PNG for a mail."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import resvg_py
from django.contrib.staticfiles import finders
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

FONT_FILE = "look/fonts/bricolage-grotesque-extrabold.ttf"
FONT = "Bricolage Grotesque"
PAPER = "#fff7e9"
# What the classes look like where no style sheet reaches: the light theme of look/tokens.css.
FILLS = {"chart-bar": "#c2155b", "chart-axis": "#e6d3bf", "chart-label": "#6a4460", "chart-answer": "#0b6148"}
TEXT_SIZE = 16
ZOOM = 2.0


@dataclass(frozen=True)
class Rect:
    """A filled rectangle with round corners."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    round: float

    def svg(self, color: str) -> SafeString:
        """The SVG element."""
        return format_html(
            '<rect class="{}" fill="{}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>',
            self.kind, color, *map(_short, (self.x, self.y, self.width, self.height, self.round)),
        )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A straight line."""

    kind: str
    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 1
    dashed: bool = False

    def svg(self, color: str) -> SafeString:
        """The SVG element."""
        dashes = SafeString(' stroke-dasharray="4 4"') if self.dashed else ""
        return format_html(
            '<line class="{}" stroke="{}" stroke-width="{}" x1="{}" y1="{}" x2="{}" y2="{}"{}/>',
            self.kind, color, *map(_short, (self.width, self.x1, self.y1, self.x2, self.y2)), dashes,
        )  # fmt: skip


@dataclass(frozen=True)
class Text:
    """A word or two; `anchor` (start, middle, end) is what of it stands at x."""

    kind: str
    x: float
    y: float
    text: str
    anchor: str = "start"

    def svg(self, color: str) -> SafeString:
        """The SVG element."""
        return format_html(
            '<text class="{}" fill="{}" x="{}" y="{}" font-size="{}" text-anchor="{}">{}</text>',
            self.kind, color, _short(self.x), _short(self.y), TEXT_SIZE, self.anchor, self.text,
        )  # fmt: skip


Shape = Rect | Line | Text


@dataclass
class Drawing:
    """Shapes on a canvas, the first one at the back."""

    width: int
    height: int
    shapes: list[Shape] = field(default_factory=list)

    def add(self, shape: Shape) -> None:
        """Put a shape on top."""
        self.shapes.append(shape)


def paint(drawing: Drawing, *, title: str, description: str) -> SafeString:
    """The drawing as an inline SVG that a screen reader tells as one picture. Style sheets color it by class."""
    return format_html(
        '<svg class="chart-picture" viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title><desc>{}</desc>{}</svg>',
        drawing.width, drawing.height, title, title, description,
        _elements(shape.svg("currentColor") for shape in drawing.shapes),
    )  # fmt: skip


def picture(drawing: Drawing) -> bytes:
    """The drawing as PNG, at twice its size, in our own colors and font."""
    svg = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" font-family="{}">{}</svg>',
        drawing.width, drawing.height, FONT,
        _elements(shape.svg(FILLS[shape.kind]) for shape in drawing.shapes),
    )  # fmt: skip
    font = font_path()
    png = resvg_py.svg_to_bytes(
        svg_string=str(svg),
        background=PAPER,
        width=int(drawing.width * ZOOM),
        height=int(drawing.height * ZOOM),
        font_files=[font],
        font_family=FONT,
        skip_system_fonts=True,
    )
    return bytes(png)


@cache
def font_path() -> str:
    """Our own font, which comes with the look. It must be there: without it, pictures would have no letters."""
    found = finders.find(FONT_FILE)
    if not isinstance(found, str):
        raise FileNotFoundError(f"The font {FONT_FILE} is missing from the static files.")
    return found


def _elements(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _short(value: float) -> str:
    """At most one decimal, never a locale's comma."""
    return f"{value:.1f}".removesuffix(".0")
