"""Words for numbers."""

from datetime import timedelta

import pytest
from django.utils import translation

from accounts.templatetags.words import duration


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (timedelta(seconds=-5), "less than a minute"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=58, seconds=59), "58 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=1, minutes=5), "1 hour 5 minutes"),
        (timedelta(hours=23, minutes=59), "23 hours 59 minutes"),
        (timedelta(days=1, minutes=5), "1 day"),
        (timedelta(days=2, hours=3, minutes=4), "2 days 3 hours"),
    ],
)
def test_duration_reads_in_two_units(value: timedelta | None, words: str) -> None:
    assert duration(value) == words


def test_duration_reads_in_german() -> None:
    with translation.override("de"):
        assert duration(timedelta(days=1, hours=3)) == "1 Tag 3 Stunden"
        assert duration(timedelta(seconds=20)) == "weniger als eine Minute"
