"""From SVG to PNG, with our own font and no other."""

from functools import cache

import resvg_py
from django.contrib.staticfiles import finders

FONT_FILE = "look/fonts/bricolage-grotesque-extrabold.ttf"
FONT = "Bricolage Grotesque"


def png(svg: str, *, width: int, height: int, background: str) -> bytes:
    """The drawing in that many pixels."""
    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        background=background,
        width=width,
        height=height,
        font_files=[font_path()],
        font_family=FONT,
        skip_system_fonts=True,
    )
    return bytes(drawn)


@cache
def font_path() -> str:
    """Our own font, which comes with the look. It must be there: without it, pictures would have no letters."""
    found = finders.find(FONT_FILE)
    if not isinstance(found, str):
        raise FileNotFoundError(f"The font {FONT_FILE} is missing from the static files.")
    return found
