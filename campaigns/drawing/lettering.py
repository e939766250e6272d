"""How wide words are in our own font, and how large they can be in a given place. A picture breaks no lines by itself."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PIL import ImageFont

from campaigns.drawing.raster import font_path

# Letters are measured once at this size; they grow in proportion.
_MEASURED_AT = 100
# As set in headings: a little closer than the font would.
TIGHT = -0.02
_NOWHERE = "\uffff"
# What stood behind a letter that is left out.
_LEFT_ALONE = re.compile(r" ([.,;:!?…])")


@dataclass(frozen=True)
class Setting:
    """Words as they are set: how large, and in which lines."""

    size: int
    lines: tuple[str, ...]


def width_of(text: str, size: float) -> float:
    """The width of a line of text."""
    return (_font().getlength(text) / _MEASURED_AT + TIGHT * len(text)) * size


def fitted(text: str, *, width: float, height: float, leading: float, sizes: Sequence[int]) -> Setting:
    """The text in the first of these sizes (largest first) in which it has room; cut in the last one if need be."""
    words = drawable(text).split()
    for size in sizes:
        lines = _lines(words, width, size)
        if len(lines) * size * leading <= height and all(width_of(line, size) <= width for line in lines):
            return Setting(size, tuple(lines))
    size = sizes[-1]
    kept = lines[: max(int(height / (size * leading)), 1)]
    if len(kept) < len(lines):
        kept[-1] += "…"
    return Setting(size, tuple(cut(line, width=width, size=size) for line in kept))


def cut(text: str, *, width: float, size: float) -> str:
    """The text, with an ellipsis for what has no room in one line."""
    text = drawable(text)
    if width_of(text, size) <= width:
        return text
    length = len(text)
    while length and width_of(f"{text[:length].rstrip()}…", size) > width:
        length -= 1
    return f"{text[:length].rstrip()}…"


def drawable(text: str) -> str:
    """The text in letters that the font has: others lose their marks, or are left out, as emoji are."""
    kept = " ".join("".join(map(_drawn, text)).split())
    return _LEFT_ALONE.sub(r"\1", kept)


@cache
def _drawn(letter: str) -> str:
    if letter.isspace() or _has(letter):
        return letter
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if _has(part))


def _lines(words: Sequence[str], width: float, size: int) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@cache
def _has(letter: str) -> bool:
    return letter.isprintable() and bytes(_font().getmask(letter)) != bytes(_font().getmask(_NOWHERE))


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_path(), _MEASURED_AT)
