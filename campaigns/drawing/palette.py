"""The colors of pictures, where no style sheet reaches: the light theme of look/tokens.css."""

from collections.abc import Mapping
from dataclasses import dataclass

PAPER, RAISED, SUNK = "#fff7e9", "#fffdf8", "#f7ead6"
INK, INK_SOFT, LINE = "#351027", "#6a4460", "#e6d3bf"


@dataclass(frozen=True)
class Tone:
    """The colors of one tone, named as in look/tokens.css."""

    fill: str
    on: str
    deep: str
    ink: str
    wash: str


TONES: Mapping[str, Tone] = {
    "berry": Tone("#c2155b", "#fff9f0", "#870a3c", "#ab0f4d", "#fde3e6"),
    "mint": Tone("#8fe0c0", "#351027", "#45a785", "#0b6148", "#dcf5e8"),
    "lemon": Tone("#ffd54a", "#351027", "#d29f00", "#765100", "#fff0bf"),
    "plum": Tone("#5a2346", "#fff7e9", "#351027", "#5a2346", "#f3e3e9"),
}
