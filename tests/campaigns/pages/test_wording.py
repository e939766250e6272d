"""Days in words, in both languages."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from campaigns.pages import wording

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("first", "last", "english", "german"),
    [
        ("2013-04-19", "2013-04-19", "19 April 2013", "19. April 2013"),
        ("2013-04-19", "2013-04-21", "19-21 April 2013", "19.-21. April 2013"),
        ("2013-04-30", "2013-05-02", "30 April - 2 May 2013", "30. April - 2. Mai 2013"),
        (
            "2013-12-30",
            "2014-01-02",
            "30 December 2013 - 2 January 2014",
            "30. Dezember 2013 - 2. Januar 2014",
        ),
    ],
)
def test_days_say_each_part_once(first: str, last: str, english: str, german: str) -> None:
    start, end = (datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC) for day in (first, last))
    with translation.override("en"):
        assert wording.days(start, end, BERLIN) == english
    with translation.override("de"):
        assert wording.days(start, end, BERLIN).replace("\xa0", " ") == german


def test_days_are_those_of_the_place() -> None:
    late = datetime(2013, 4, 18, 22, 30, tzinfo=UTC)
    with translation.override("en"):
        assert wording.days(late, None, BERLIN) == "19 April 2013"
    assert wording.days(None, None, BERLIN) == ""
