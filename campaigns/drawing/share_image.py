"""The picture that goes with a shared link: 1200 x 630, a small poster with the numbers on it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.template.loader import render_to_string

from accounts.templatetags.look import first_kind_word
from campaigns.drawing import palette
from campaigns.drawing.lettering import TIGHT, Setting, cut, fitted, width_of
from campaigns.drawing.raster import FONT, png

WIDTH, HEIGHT = 1200, 630
# Another design gives every picture another address.
_DESIGN = 1
_LEFT, _TEXT_WIDTH = 64, 772
_TOP, _ROOM, _LEADING = 152, 284, 1.06
_SIZES = (120, 112, 104, 96, 88, 80, 72, 66, 60, 54, 50, 46, 42, 38)
_KICKER_SIZES, _KICKER_HEIGHT = (32, 29, 26, 23), 40
_MOMENT_SIZE, _NUMBER_SIZE, _LABEL_SIZE, _BRAND_SIZE = 32, 58, 30, 36
_BRAND_WIDTH, _LABEL_WIDTH = 260, 300
# What is drawn beside the words; a jar of sweets for every other tone.
_ART = {"mint": "thanks"}


@dataclass(frozen=True)
class Card:
    """What stands on the picture. `numbers` are (value, label), two at most; what is "" or empty has no place on it."""

    tone: str
    kicker: str
    headline: str
    moment: str
    numbers: Sequence[tuple[str, str]]
    brand: str

    @property
    def version(self) -> str:
        """Another one whenever the picture is another one."""
        return hashlib.sha256(repr((_DESIGN, self)).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class _Word:
    """Words on the picture: where they begin, and how wide they are."""

    text: str
    x: float
    width: float


@dataclass(frozen=True)
class _Line:
    """A line of the headline. `kind` is the please or thank you in it, which is underlined by hand; empty in most lines."""

    y: float
    before: str
    kind: _Word
    after: str


def share_image(card: Card) -> bytes:
    """The card as PNG."""
    return png(share_image_svg(card), width=WIDTH, height=HEIGHT, background=palette.PAPER)


def share_image_svg(card: Card) -> str:
    """The card as SVG, in which every line stands where it is."""
    headline = fitted(card.headline, width=_TEXT_WIDTH, height=_ROOM, leading=_LEADING, sizes=_SIZES)
    context = {
        "font": FONT,
        "tight": TIGHT,
        "colors": palette,
        "tones": palette.TONES,
        "tone": palette.TONES[card.tone],
        "kicker": fitted(
            card.kicker, width=_TEXT_WIDTH, height=_KICKER_HEIGHT, leading=1, sizes=_KICKER_SIZES
        ),
        "size": headline.size,
        "lines": _lines(headline),
        "moment": _word(card.moment, 0, _MOMENT_SIZE, _TEXT_WIDTH),
        "numbers": _numbers(card.numbers),
        "brand": _brand(card.brand),
        "art": _ART.get(card.tone, "jar"),
    }
    return render_to_string("campaigns/drawing/share_image.svg", context)


def _word(text: str, x: float, size: float, room: float) -> _Word:
    kept = cut(text, width=room, size=size)
    return _Word(kept, x, width_of(kept, size))


def _lines(headline: Setting) -> list[_Line]:
    """The headline's lines; few of them stand in the middle of the room."""
    step = headline.size * _LEADING
    first = _TOP + max(_ROOM - len(headline.lines) * step, 0) / 2 + headline.size * 0.86
    lines, is_marked = [], False
    for index, text in enumerate(headline.lines):
        line = _line(text, first + index * step, headline.size, look_for_one=not is_marked)
        is_marked = is_marked or bool(line.kind.text)
        lines.append(line)
    return lines


def _line(text: str, y: float, size: int, *, look_for_one: bool) -> _Line:
    found = first_kind_word(text) if look_for_one else None
    start, end = found.span() if found else (len(text), len(text))
    kind = _Word(text[start:end], _LEFT + width_of(text[:start], size), width_of(text[start:end], size))
    return _Line(y, text[:start], kind, text[end:])


def _numbers(numbers: Sequence[tuple[str, str]]) -> list[tuple[_Word, _Word]]:
    """Each value with its label behind it, in one row."""
    placed, x = [], float(_LEFT)
    for value, label in numbers:
        big = _Word(value, x, width_of(value, _NUMBER_SIZE))
        small = _word(label, x + big.width + 12, _LABEL_SIZE, _LABEL_WIDTH)
        placed.append((big, small))
        x = small.x + small.width + 44
    return placed


def _brand(name: str) -> _Word:
    """The site's name, which ends at the right edge."""
    word = _word(name, 0, _BRAND_SIZE, _BRAND_WIDTH)
    return replace(word, x=WIDTH - _LEFT - word.width)
