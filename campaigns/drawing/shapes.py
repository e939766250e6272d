"""A drawing of plain shapes, written as SVG for a page or rendered as PNG for a mail."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from campaigns.drawing.palette import INK_SOFT, LINE, PAPER, TONES
from campaigns.drawing.raster import FONT, png

# What the classes look like where no style sheet reaches.
FILLS = {
    "chart-bar": TONES["berry"].fill,
    "chart-axis": LINE,
    "chart-label": INK_SOFT,
    "chart-answer": TONES["mint"].ink,
}
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
    return png(str(svg), width=int(drawing.width * ZOOM), height=int(drawing.height * ZOOM), background=PAPER)


def _elements(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _short(value: float) -> str:
    """At most one decimal, never a locale's comma."""
    return f"{value:.1f}".removesuffix(".0")
