"""Labels of the axes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from campaigns.drawing.bins import axis_of
from campaigns.drawing.ticks import clock_time, day, number, number_ticks, time_ticks

START = datetime(2013, 4, 22, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("highest", "labels"),
    [
        (1, ["0", "1"]),
        (4, ["0", "1", "2", "3", "4"]),
        (5, ["0", "2", "4", "6"]),
        (17, ["0", "5", "10", "15", "20"]),
        (40, ["0", "10", "20", "30", "40"]),
        (3100, ["0", "1,000", "2,000", "3,000", "4,000"]),
    ],
)
def test_number_ticks_are_few_and_round(highest: int, labels: list[str]) -> None:
    with translation.override("en"):
        assert [tick.text for tick in number_ticks(highest)] == labels


@pytest.mark.parametrize(
    ("hours", "zone", "labels"),
    [
        (1, "Europe/Berlin", ["10:00", "11:00"]),
        (8, "Europe/Berlin", ["10:00", "12:00", "14:00", "16:00", "18:00"]),
        (8, "Asia/Kathmandu", ["14:45", "16:45", "18:45", "20:45"]),
        (30, "Europe/Berlin", ["12:00", "18:00", "23. Apr.", "06:00", "12:00"]),
        (72, "Europe/Berlin", ["23. Apr.", "24. Apr.", "25. Apr."]),
        (720, "Europe/Berlin", ["22. Apr.", "29. Apr.", "6. Mai", "13. Mai", "20. Mai"]),
    ],
)
def test_time_ticks_tell_hours_then_days(hours: int, zone: str, labels: list[str]) -> None:
    axis = axis_of([START, START + timedelta(hours=hours - 1)], ZoneInfo(zone))

    with translation.override("de"):
        assert [tick.text for tick in time_ticks(axis)] == labels


def test_words_follow_the_language() -> None:
    moment = datetime(2013, 3, 5, 14, 7, tzinfo=ZoneInfo("Europe/Berlin"))

    with translation.override("de"):
        assert (day(moment), clock_time(moment), number(12345)) == ("5. März", "14:07", "12.345")
    with translation.override("en"):
        assert (day(moment), clock_time(moment), number(12345)) == ("Mar 5", "14:07", "12,345")
