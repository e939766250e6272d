"""The colors of pictures are those of the style sheet."""

import re

from campaigns.drawing import palette
from tests.support.environment_variables import CHECKOUT

TOKENS = (CHECKOUT / "accounts/static/look/tokens.css").read_text()


def light(name: str) -> str:
    found = re.search(rf"--{name}: light-dark\((#\w+),", TOKENS)
    assert found, name
    return found[1]


def test_palette_is_the_light_theme() -> None:
    plain = {
        name.upper().replace("-", "_"): light(name)
        for name in ("paper", "raised", "sunk", "ink", "ink-soft", "line")
    }
    assert {name: getattr(palette, name) for name in plain} == plain
    for name, tone in palette.TONES.items():
        assert tone == palette.Tone(
            light(name),
            light(f"on-{name}"),
            light(f"{name}-deep"),
            light(f"{name}-ink"),
            light(f"{name}-wash"),
        )
