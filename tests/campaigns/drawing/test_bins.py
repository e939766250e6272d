"""From hours to bars."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from campaigns.drawing.bins import axis_of, counts

BERLIN = ZoneInfo("Europe/Berlin")
KATHMANDU = ZoneInfo("Asia/Kathmandu")
START = datetime(2013, 4, 22, 8, 0, tzinfo=UTC)  # 10:00 in Berlin


def hours(count: int, start: datetime = START) -> list[tuple[datetime, int]]:
    return [(start + timedelta(hours=hour), 1) for hour in range(count)]


@pytest.mark.parametrize(
    ("span", "step", "slots"),
    [
        (1, 1, 1),
        (72, 1, 72),
        (84, 1, 84),
        (85, 3, 29),
        (251, 3, 84),
        (253, 6, 43),
        (720, 24, 31),
        (8000, 168, 48),
    ],
)
def test_axis_is_as_fine_as_there_is_room(span: int, step: int, slots: int) -> None:
    axis = axis_of([moment for moment, _ in hours(span)], BERLIN)

    assert (axis.step, axis.slots) == (step, slots)


def test_counts_lose_nothing_at_any_step() -> None:
    for span in (1, 72, 100, 300, 720, 8000):
        points = hours(span)
        axis = axis_of([moment for moment, _ in points], KATHMANDU)
        assert sum(counts(points, axis)) == span


def test_day_slots_begin_at_the_readers_midnight() -> None:
    points = hours(720)
    axis = axis_of([moment for moment, _ in points], BERLIN)

    assert axis.edge(0).isoformat() == "2013-04-22T00:00:00"
    assert counts(points, axis)[:3] == [14, 24, 24]


def test_day_slots_follow_the_clock_change() -> None:
    points = hours(24 * 40, datetime(2026, 10, 9, 22, 0, tzinfo=UTC))
    axis = axis_of([moment for moment, _ in points], BERLIN)

    days = {axis.edge(index).date().isoformat(): count for index, count in enumerate(counts(points, axis))}
    assert (days["2026-10-24"], days["2026-10-25"], days["2026-10-26"]) == (24, 25, 24)


def test_hour_shown_twice_by_the_clock_is_two_slots() -> None:
    points = hours(4, datetime(2026, 10, 25, 0, 0, tzinfo=UTC))
    axis = axis_of([moment for moment, _ in points], BERLIN)

    assert [axis.edge(index).strftime("%H:%M") for index in range(4)] == ["02:00", "02:00", "03:00", "04:00"]
    assert counts(points, axis) == [1, 1, 1, 1]


def test_position_lies_between_the_slots() -> None:
    axis = axis_of([START, START + timedelta(hours=3)], BERLIN)

    assert axis.position(START + timedelta(minutes=90)) == 1.5
