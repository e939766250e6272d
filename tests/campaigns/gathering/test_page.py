"""The public page around the storm hour: it waits, it is on, it rests."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar
from pytest_django.fixtures import Settings

from accounts.actors import PLATFORM
from accounts.models import Membership
from campaigns.models import Campaign, Wave
from campaigns.transitions.operations import mark_answered
from candyplatform.base import clock
from tests.campaigns.gathering.conftest import FORM, PAGE, gather
from tests.factories import hear, post_seen

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


def page_at(reader: Client, moment: datetime, language: str = "en") -> str:
    with time_machine.travel(moment, tick=True):
        answer = reader.get(f"{PAGE}?lang={language}")
    assert answer.status_code == 200
    assert answer.cookies == {}
    return answer.content.decode()


@pytest.mark.usefixtures("waves")
def test_page_waits_for_the_storm_hour_is_on_in_it_and_as_ever_after_it(
    reader: Client, begins: datetime
) -> None:
    before, during = (
        page_at(reader, begins - timedelta(hours=2)),
        page_at(reader, begins + timedelta(minutes=5)),
    )
    after = page_at(reader, begins + timedelta(hours=1, minutes=1))

    assert f'data-gathering="{begins.astimezone(BERLIN).isoformat()}"' in before
    assert "You cannot be there? Post now" in before
    assert FORM in before
    assert "data-gathering=" not in during
    assert "It is now" in during
    assert "You cannot be there?" not in during
    assert "Storm hour" not in after
    for page in (before, during, after):
        assert "data-share" in page


def test_page_without_a_storm_hour_is_as_it_was(reader: Client, campaign: Campaign, today: datetime) -> None:
    page = page_at(reader, today)

    assert "gathering.css" not in page
    assert "data-share" in page


def test_waves_to_come_are_told(
    reader: Client, campaign: Campaign, membership: Membership, begins: datetime, today: datetime
) -> None:
    gather(campaign, membership, begins, today, waves=3)

    page = page_at(reader, begins + timedelta(minutes=10))

    assert "In waves, so that it stays friendly:" in page
    assert "It is now" in page
    assert FORM in page, "somebody who has no time now may come to the next wave"


def test_answered_page_has_no_storm_hour(
    reader: Client, campaign: Campaign, waves: list[Wave], today: datetime
) -> None:
    mark_answered(campaign=campaign, actor=PLATFORM, now=today)

    page = page_at(reader, today)

    assert "Storm hour" not in page
    assert reader.get("/educamp/internet/storm-hour.ics").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Enough for today, thank you"), ("de", "Genug für heute, danke")]
)
def test_page_presses_on_no_more_when_the_company_heard_enough(
    *, reader: Client, campaign: Campaign, settings: Settings, today: datetime, language: str, words: str
) -> None:
    settings.COMPANY_DAILY_POSTS = 2
    hear(campaign, post_seen(1, posted_at=today), post_seen(2, posted_at=today), now=today)

    page = page_at(reader, today, language)

    assert words in page
    assert "data-share" not in page
    assert "data-composer" not in page
    with time_machine.travel(today, tick=True):
        for answer in (
            reader.get("/educamp/internet/say/"),
            reader.post("/educamp/internet/say/", {"own": "Please"}),
        ):
            assert answer["Location"] == campaign.page_url


@pytest.mark.usefixtures("waves")
@pytest.mark.parametrize(
    ("language", "summary"), [("en", "Storm hour: A network"), ("de", "Sturmstunde: Ein Netz")]
)
def test_calendar_file_has_the_wave_with_an_alarm(
    reader: Client, campaign: Campaign, begins: datetime, language: str, summary: str
) -> None:
    answer = reader.get(f"/educamp/internet/storm-hour.ics?lang={language}")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="internet.ics"'
    assert answer.cookies == {}
    [event] = Calendar.from_ical(answer.content.decode()).events
    assert (event.start, event.end) == (begins, begins + timedelta(hours=1))
    assert str(event["SUMMARY"]).startswith(summary)
    assert str(event["URL"]) == campaign.page_url
    assert event.alarms.times[0].trigger == begins - timedelta(minutes=10)


def test_calendar_entry_is_known_again_when_the_storm_hour_was_moved(
    reader: Client, campaign: Campaign, membership: Membership, begins: datetime, today: datetime
) -> None:
    known = []
    for hours in (0, 3):
        gather(campaign, membership, begins + timedelta(hours=hours), today + timedelta(minutes=hours))
        with time_machine.travel(clock.now() + timedelta(minutes=hours), tick=True):
            text = reader.get("/educamp/internet/storm-hour.ics").content.decode()
        [event] = Calendar.from_ical(text).events
        known.append((str(event["UID"]), event.sequence))

    assert known[0][0] == known[1][0]
    assert known[0][1] < known[1][1]
