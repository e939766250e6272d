"""Where in the storm hour we are."""

from datetime import timedelta

import pytest

from campaigns.gathering.waves import current_wave, next_wave
from tests.factories import NOW

STARTS = (NOW, NOW + timedelta(minutes=30), NOW + timedelta(hours=3))


@pytest.mark.parametrize(
    ("minutes", "current", "coming"),
    [
        (-1, None, STARTS[0]),
        (0, STARTS[0], STARTS[1]),
        (30, STARTS[1], STARTS[2]),
        (89, STARTS[1], STARTS[2]),
        (90, None, STARTS[2]),
        (239, STARTS[2], None),
        (240, None, None),
    ],
)
def test_wave_is_the_last_that_began_while_it_lasts(minutes, current, coming) -> None:  # type: ignore[no-untyped-def]
    now = NOW + timedelta(minutes=minutes)

    assert (current_wave(STARTS, now), next_wave(STARTS, now)) == (current, coming)
