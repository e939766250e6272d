"""When a message is tried again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.webhooks.retrying import LONGEST_REST, PATIENCE, asked_rest, next_try
from tests.factories import NOW


def tries(chance: float) -> list[timedelta]:
    """How long after the first each try is, of a message that never arrives."""
    moments, now = [timedelta()], NOW
    while again := next_try(attempts=len(moments), first_tried_at=NOW, now=now, chance=chance):
        now = again
        moments.append(now - NOW)
    return moments


def test_message_is_tried_for_three_days() -> None:
    assert tries(0.5) == [
        timedelta(),
        timedelta(seconds=5),
        timedelta(seconds=35),
        timedelta(minutes=2, seconds=35),
        timedelta(minutes=12, seconds=35),
        timedelta(minutes=42, seconds=35),
        timedelta(hours=1, minutes=42, seconds=35),
        timedelta(hours=3, minutes=42, seconds=35),
        timedelta(hours=7, minutes=42, seconds=35),
        timedelta(hours=15, minutes=42, seconds=35),
        timedelta(hours=27, minutes=42, seconds=35),
        timedelta(hours=39, minutes=42, seconds=35),
        timedelta(hours=51, minutes=42, seconds=35),
        timedelta(hours=63, minutes=42, seconds=35),
        PATIENCE,
    ]


@given(st.floats(min_value=0, max_value=1))
def test_waits_are_spread_by_a_fifth_and_end_with_the_patience(chance: float) -> None:
    moments = tries(chance)
    assert moments[-1] == PATIENCE
    assert timedelta(seconds=4) <= moments[1] <= timedelta(seconds=6)
    assert len(moments) in range(13, 19)


@pytest.mark.parametrize(
    ("told", "rest"),
    [
        ("0", timedelta()),
        ("120", timedelta(minutes=2)),
        (" 120 ", timedelta(minutes=2)),
        ("99999999999999999999", LONGEST_REST),
        ("Mon, 22 Apr 2013 11:00:00 GMT", timedelta(hours=1)),
        ("Mon, 22 Apr 2013 09:00:00 GMT", timedelta()),
        ("Mon, 22 Apr 2033 11:00:00 GMT", LONGEST_REST),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("²", None),
    ],
)
def test_rest_is_what_the_receiver_asks_for(told: str, rest: timedelta | None) -> None:
    assert asked_rest({"retry-after": told}, NOW) == rest


def test_no_rest_is_asked_for_without_the_header() -> None:
    assert asked_rest({}, NOW) is None
