"""The calendar file, read back by a parser."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar, Component

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.gathering.operations import set_storm_hour
from campaigns.transitions import operations as transitions
from tests.campaigns.pages.conftest import PAGE
from tests.campaigns.pages.embeds.conftest import Heard
from tests.factories import NOW
from tests.support.due_work import work_until_quiet
from tests.support.own_cache import empty_own_cache

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")


def calendar(reader: Client, language: str = "en") -> Component:
    response = reader.get(f"{PAGE}calendar.ics?lang={language}")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'inline; filename="internet.ics"'
    lines = response.content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert not any(b"\n" in line for line in lines)
    return Calendar.from_ical(response.content)


def entries(found: Component) -> list[Any]:
    return list(found.walk("VEVENT"))


def test_calendar_holds_the_deadline_in_the_campaigns_time_zone(heard: Heard, reader: Client) -> None:
    campaign = heard(deadline=datetime(2013, 4, 26, 10, 0, tzinfo=UTC))
    found = calendar(reader)
    assert (found["VERSION"], found["PRODID"]) == ("2.0", "-//Candystorm//Candystorm//EN")
    assert found["X-WR-CALNAME"] == "A network for the EduCamp"
    [zone] = found.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Berlin"
    [entry] = entries(found)
    assert entry["UID"] == f"deadline-{campaign.id}@localhost"
    assert entry["SUMMARY"] == "Deadline: A network for the EduCamp"
    assert entry["DTSTART"].dt == datetime(2013, 4, 26, 12, 0, tzinfo=BERLIN)
    assert entry["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert entry["DTSTAMP"].dt == campaign.modified_at.replace(microsecond=0)
    assert entry["URL"] == "http://localhost:8000/educamp/internet/"
    assert entry["DESCRIPTION"].splitlines() == [
        "Please switch the line on by Friday.",
        "",
        "Ask Telekom hilft kindly, in your own words:",
        "http://localhost:8000/educamp/internet/",
    ]


def test_calendar_file_tells_its_zone_itself(heard: Heard, reader: Client) -> None:
    """Who does not know the zone's name finds the clock change in the file."""
    heard(deadline=datetime(2013, 12, 20, 10, 0, tzinfo=UTC))
    zone = calendar(reader).walk("VTIMEZONE")[0].to_tz()  # type: ignore[attr-defined]
    winter, summer = datetime(2013, 12, 20, 11, 0, tzinfo=zone), datetime(2013, 7, 1, 12, 0, tzinfo=zone)
    assert (winter.utcoffset(), summer.utcoffset()) == (timedelta(hours=1), timedelta(hours=2))


def test_entry_stays_itself_and_grows(heard: Heard, reader: Client, membership: Membership) -> None:
    campaign = heard()
    [asking] = entries(calendar(reader))
    with organization_scope(campaign.organization_id):
        transitions.mark_answered(campaign=campaign, actor=actor_of(membership), now=NOW + timedelta(hours=1))
    empty_own_cache()
    [thanking] = entries(calendar(reader, "de"))
    assert thanking["UID"] == asking["UID"]
    assert thanking["SEQUENCE"] > asking["SEQUENCE"]
    assert thanking["SUMMARY"] == "Danke, Telekom hilft: Ein Netz für das EduCamp"
    assert "Sag danke, in deinen eigenen Worten" in thanking["DESCRIPTION"]


def test_calendar_tells_the_start_that_is_ahead(heard: Heard, reader: Client) -> None:
    campaign = heard("scheduled", posts=0)
    start, deadline = entries(calendar(reader))
    assert start["UID"] == f"start-{campaign.id}@localhost"
    assert start["SUMMARY"] == "It starts: A network for the EduCamp"
    assert start["DTSTART"].dt == campaign.starts_at
    assert deadline["UID"] == f"deadline-{campaign.id}@localhost"


def test_calendar_is_another_one_only_when_something_changed(heard: Heard, reader: Client) -> None:
    heard()
    first = reader.get(f"{PAGE}calendar.ics")
    empty_own_cache()
    assert reader.get(f"{PAGE}calendar.ics").content == first.content


def test_calendar_has_the_storm_hour_which_is_known_again_when_it_was_moved(
    heard: Heard, reader: Client, membership: Membership
) -> None:
    campaign = heard(deadline=NOW + timedelta(days=7))
    told = []
    for hours in (5, 9):
        begins, now = NOW + timedelta(hours=hours), NOW + timedelta(minutes=hours)
        set_storm_hour(
            campaign=campaign,
            starts_at=begins,
            waves=2,
            apart=timedelta(hours=2),
            actor=actor_of(membership),
            now=now,
        )
        work_until_quiet()
        first, second, deadline = entries(calendar(reader))
        assert first["DTSTART"].dt == begins
        assert second["DTSTART"].dt == begins + timedelta(hours=2)
        assert first["DTSTAMP"].dt == now
        assert deadline["UID"] == f"deadline-{campaign.id}@localhost"
        told.append((first["UID"], first["SEQUENCE"]))
    assert told[0][0] == told[1][0] == f"wave-0-{campaign.id}@localhost"
    assert told[0][1] < told[1][1]
