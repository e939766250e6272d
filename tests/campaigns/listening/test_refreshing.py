from datetime import datetime, timedelta
from typing import cast

import pytest
from pytest_django.fixtures import Settings

from campaigns.listening.refreshing import SCHEDULE, first_due, next_due
from tests.factories import NOW

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def test_refreshing_looks_again_at_the_promised_moments() -> None:
    moments: list[timedelta] = []
    step, due = 0, cast("datetime | None", first_due(NOW))
    while due is not None:
        moments.append(due - NOW)
        step, due = next_due(NOW, step=step, now=due)
    assert moments == [5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, DAY, 3 * DAY]


@pytest.mark.parametrize(
    ("late", "step"), [(MINUTE * 20, 2), (HOUR * 5, 4), (DAY * 2, 6), (DAY * 4, len(SCHEDULE))]
)
def test_refreshing_skips_what_was_missed(late: timedelta, step: int) -> None:
    assert next_due(NOW, step=0, now=NOW + late)[0] == step


def test_refreshing_is_faster_in_a_rehearsal(settings: Settings) -> None:
    settings.REHEARSAL_SPEED = 60.0
    assert first_due(NOW) == NOW + timedelta(seconds=5)
