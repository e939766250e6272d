"""The palette reads well: contrast by WCAG 2.2, computed from the tokens, in both themes."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "accounts/static/look/tokens.css"
THEMES = ("light", "dark")
TONES = ("berry", "mint", "lemon", "plum")
GROUNDS = ("paper", "raised", "sunk")

READ = [(text, ground) for text in ("ink", "ink-soft") for ground in GROUNDS]
READ += [("ink", f"{tone}-wash") for tone in TONES] + [("ink-soft", f"{tone}-wash") for tone in TONES]
READ += [(f"{tone}-ink", ground) for tone in TONES for ground in ("paper", "raised", f"{tone}-wash")]
READ += [(f"on-{tone}", tone) for tone in TONES] + [("berry-ink", f"{tone}-wash") for tone in TONES]
SEEN = [("line-strong", ground) for ground in GROUNDS] + [
    ("berry", "paper"),
    ("berry", "sunk"),
    ("plum", "sunk"),
]


def palette(theme: str) -> dict[str, str]:
    """Every color token of a theme, as #rrggbb."""
    pairs = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", TOKENS.read_text())
    return {name: light if theme == "light" else dark for name, light, dark in pairs}


def luminance(color: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), READ)
def test_text_stands_out_from_its_ground(theme: str, text: str, ground: str) -> None:
    colors = palette(theme)
    assert contrast(colors[text], colors[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SEEN)
def test_shapes_that_mean_something_stand_out(theme: str, shape: str, ground: str) -> None:
    colors = palette(theme)
    assert contrast(colors[shape], colors[ground]) >= 3
