"""An event that moves: noticed, offered, taken over or left, and never changed by itself."""

import io
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from accounts.actors import Actor, actor_of
from accounts.models import JournalEntry, Membership
from accounts.scope import organization_scope
from campaigns.authoring.in_step.looking import DAILY, HOURLY, rhythm
from campaigns.authoring.in_step.operations import (
    InStep,
    NotFollowed,
    follow_event,
    leave_event,
    take_over_event,
    unfollow_event,
)
from campaigns.authoring.in_step.queries import Following, following_of, prepared_update
from campaigns.authoring.picture.operations import put_picture
from campaigns.models import Campaign, EventSource, PictureFetch
from campaigns.transitions import operations as transitions
from candyplatform.base import clock
from candyplatform.base.errors import Invalid, NotFound
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.campaigns.authoring.in_step.conftest import follow, look, tell
from tests.factories import make_campaign, make_organization
from tests.support.event_pictures import jpeg
from tests.support.sites import Reply, Website

pytestmark = pytest.mark.django_db
PAGE = "/desk/educamp/netz/"


def following(campaign: Campaign) -> Following:
    with organization_scope(campaign.organization_id):
        found = following_of(Campaign.objects.select_related("organization").get(id=campaign.id))
    assert found
    return found


def offered(campaign: Campaign) -> dict[str, str]:
    offer = following(campaign).offer
    return {change.label: change.after for change in offer.changes} if offer else {}


def look_again(campaign: Campaign, when: timedelta = timedelta(days=1, minutes=1)) -> None:
    """A day later."""
    with time_machine.travel(clock.now() + when):
        assert look() == 1


def due(campaign: Campaign) -> list[datetime]:
    with transaction_settings({"app.reader": "sweeper"}):
        rows = DueWork.objects.filter(kind="event.look", key=str(campaign.id))
        return list(rows.values_list("due_at", flat=True))


def verbs(campaign: Campaign) -> list[str]:
    with organization_scope(campaign.organization_id):
        entries = JournalEntry.objects.filter(verb__startswith="campaign.event").order_by("id")
        return [entry.verb.partition(".")[2] for entry in entries]


def test_first_look_is_what_is_known(owner: Membership, site: Website) -> None:
    """What somebody typed otherwise stays theirs: it is no news."""
    campaign = follow(owner, site)
    with organization_scope(owner.organization_id):
        source = EventSource.objects.get()
    assert (source.kind, source.uid, source.failed_at) == ("calendar", "1@educamp.example", None)
    assert source.known == source.said
    assert source.known["event_starts_at"] == "2013-04-26T07:00+00:00"
    assert offered(campaign) == {}
    assert verbs(campaign) == ["event_followed"]


def test_what_changed_is_offered_and_taken_over_into_a_draft(owner: Membership, site: Website) -> None:
    campaign = follow(owner, site)
    tell(site, "EduCamp, the big one", place="Kampnagel", hour=10)
    look_again(campaign)
    assert offered(campaign) == {
        "Event": "EduCamp, the big one",
        "Place": "Kampnagel",
        "Starts": "26 April 2013, 10:00",
    }
    revised = take_over_event(campaign=campaign, actor=actor_of(owner), now=clock.now())
    assert (revised.event_name, revised.event_place) == ("EduCamp, the big one", "Kampnagel")
    assert revised.event_starts_at == datetime(2013, 4, 26, 8, tzinfo=UTC)
    assert offered(campaign) == {}
    assert verbs(campaign) == ["event_followed", "event_changed", "event_taken_over"]
    with pytest.raises(InStep):
        take_over_event(campaign=campaign, actor=actor_of(owner), now=clock.now())


def test_what_was_left_is_offered_again_only_when_it_changes_again(owner: Membership, site: Website) -> None:
    campaign = follow(owner, site)
    tell(site, hour=10)
    look_again(campaign)
    leave_event(campaign=campaign, actor=actor_of(owner), now=clock.now())
    assert offered(campaign) == {}
    look_again(campaign, timedelta(days=3))
    assert offered(campaign) == {}
    tell(site, hour=11)
    look_again(campaign, timedelta(days=5))
    assert offered(campaign) == {"Starts": "26 April 2013, 11:00"}
    assert verbs(campaign) == ["event_followed", "event_changed", "event_left", "event_changed"]


def test_page_that_did_not_change_is_not_sent_again(owner: Membership, site: Website) -> None:
    campaign = follow(owner, site)
    look_again(campaign)
    assert [asked.headers.get("if-none-match") for asked in site.heard] == [None, '"EduCamp{}"']
    assert following(campaign).failed_at is None


def test_page_that_cannot_be_read_is_told_and_tried_again(owner: Membership, site: Website) -> None:
    campaign = follow(owner, site)
    site.answer = lambda asked: Reply(status=503)
    look_again(campaign)
    assert following(campaign).failed_at
    assert offered(campaign) == {}
    tell(site, hour=12)
    look_again(campaign, timedelta(days=3))
    assert following(campaign).failed_at is None
    assert offered(campaign) == {"Starts": "26 April 2013, 12:00"}


def test_looks_are_daily_and_hourly_in_the_week_before() -> None:
    now = datetime(2013, 4, 1, tzinfo=UTC)
    campaign = Campaign(
        event_starts_at=datetime(2013, 4, 26, tzinfo=UTC), event_ends_at=datetime(2013, 4, 28, tzinfo=UTC)
    )
    days = {0: DAILY, 17: DAILY, 18: HOURLY, 25: HOURLY, 27: HOURLY, 28: DAILY}
    assert {day: rhythm(campaign, now + timedelta(days=day)) for day in days} == days
    assert rhythm(Campaign(), now) == DAILY


def test_looking_goes_on_until_the_campaign_is_closed(owner: Membership, site: Website) -> None:
    campaign = follow(owner, site, "live")
    assert len(due(campaign)) == 1
    transitions.close(campaign=campaign, outcome="fulfilled", actor=actor_of(owner), now=clock.now())
    look_again(campaign)
    assert due(campaign) == []
    assert len(site.heard) == 1


def test_worker_that_was_killed_costs_one_lease(owner: Membership, site: Website) -> None:
    """The row stays leased; when the lease has run out, somebody else looks."""
    campaign = follow(owner, site)
    with transaction_settings({"app.reader": "sweeper"}):
        DueWork.objects.filter(kind="event.look").update(
            lease=uuid4(), lease_until=clock.now() + timedelta(seconds=30), due_at=clock.now()
        )
    assert look() == 0
    with time_machine.travel(clock.now() + timedelta(seconds=31)):
        assert look() == 1
    assert len(due(campaign)) == 1


def test_following_another_page_meanwhile_is_not_undone(owner: Membership, site: Website) -> None:
    campaign = follow(owner, site)
    with organization_scope(owner.organization_id):
        EventSource.objects.update(url=f"{site.url}/other.ics")
    follow_event(campaign=campaign, url=f"{site.url}/third.ics", actor=actor_of(owner), now=clock.now())
    with organization_scope(owner.organization_id):
        source = EventSource.objects.get()
    assert (source.url, source.known) == (f"{site.url}/third.ics", {})
    unfollow_event(campaign=campaign, actor=actor_of(owner), now=clock.now())
    assert due(campaign) == []
    with pytest.raises(NotFollowed):
        unfollow_event(campaign=campaign, actor=actor_of(owner), now=clock.now())


@pytest.mark.parametrize("operation", [take_over_event, leave_event, unfollow_event])
def test_nobody_decides_for_another_organization(operation: object, owner: Membership, site: Website) -> None:
    campaign = follow(owner, site)
    tell(site, hour=10)
    look_again(campaign)
    stranger: Actor = actor_of(make_organization("Barcamp"))
    with pytest.raises(NotFound):
        operation(campaign=campaign, actor=stranger, now=clock.now())  # type: ignore[operator]
    assert offered(campaign) == {"Starts": "26 April 2013, 10:00"}


def test_desk_shows_the_offer_and_takes_it_over(desk: Client, owner: Membership, site: Website) -> None:
    campaign = follow(owner, site)
    assert "Event kept in step with 127.0.0.1" in desk.get(PAGE).content.decode()
    tell(site, place="Kampnagel")
    look_again(campaign)
    page = desk.get(PAGE).content.decode()
    assert "127.0.0.1 tells your event otherwise now" in page
    assert "<del>Hamburg</del>" in page
    assert "<ins>Kampnagel</ins>" in page
    assert desk.post(f"{PAGE}event/take/")["Location"] == f"{PAGE}#live-event"
    page = desk.get(PAGE).content.decode()
    assert "Taken over." in page
    assert "tells your event otherwise" not in page


def test_desk_leaves_it_and_looks_no_more(desk: Client, owner: Membership, site: Website) -> None:
    campaign = follow(owner, site)
    tell(site, place="Kampnagel")
    look_again(campaign)
    desk.post(f"{PAGE}event/leave/")
    assert "tells your event otherwise" not in desk.get(PAGE).content.decode()
    desk.post(f"{PAGE}event/unfollow/")
    assert "kept in step" not in desk.get(PAGE).content.decode()


def test_live_campaign_stays_as_it_is_and_tells_the_news(
    desk: Client, owner: Membership, site: Website
) -> None:
    campaign = follow(owner, site, "live")
    tell(site, place="Kampnagel", hour=10)
    look_again(campaign)
    page = desk.get(PAGE).content.decode()
    assert "Take it over" not in page
    assert "Tell them the news instead." in page
    news = desk.get(f"{PAGE}news/?about=event").content.decode()
    assert "Die Veranstaltung findet jetzt hier statt: Kampnagel." in news
    assert "The event now starts on 26 April 2013, 10:00." in news
    assert desk.post(f"{PAGE}news/?about=event", {"text_en": "We move to Kampnagel."}).status_code == 302
    assert offered(campaign) == {}
    assert "We move to Kampnagel." in desk.get(f"{PAGE}news/").content.decode()
    with organization_scope(owner.organization_id):
        assert Campaign.objects.get().event_place == "Hamburg"


def test_campaign_that_is_being_read_says_what_to_do_first(
    desk: Client, owner: Membership, site: Website
) -> None:
    campaign = follow(owner, site, "in_review")
    tell(site, hour=10)
    look_again(campaign)
    page = desk.get(PAGE).content.decode()
    assert "Take it back first" in page
    assert "Take it over" not in page


@pytest.mark.parametrize(
    "url", ["https://[", "javascript://x/%0aalert(1)", "javascript:alert(1)", "a" * 2000, "ftp://x/"]
)
def test_what_is_no_page_is_not_followed(url: str, owner: Membership) -> None:
    campaign = make_campaign(owner, slug="netz", now=clock.now())
    with pytest.raises(Invalid) as raised:
        follow_event(campaign=campaign, url=url, actor=actor_of(owner), now=clock.now())
    assert set(raised.value.fields) == {"event_url"}
    assert due(campaign) == []


def test_news_call_the_event_by_its_name_in_each_language(owner: Membership) -> None:
    campaign = make_campaign(owner, slug="netz", state="live", now=clock.now())
    names = {"de": "Frühling", "en": "Spring"}
    said = {"event_name": "Spring", "event_names": names, "time_zone": "Europe/Lisbon"}
    with organization_scope(owner.organization_id):
        EventSource.objects.create(
            organization_id=owner.organization_id, campaign=campaign, url="https://educamp.example/",
            known={"event_name": "EduCamp"}, said=said, known_at=clock.now(),
        )  # fmt: skip
        texts = prepared_update(campaign)
    assert texts == {
        "de": "Die Veranstaltung heißt jetzt Frühling.",
        "en": "The event is now called Spring.",
    }


def test_event_that_was_typed_follows_nothing(desk: Client, owner: Membership) -> None:
    make_campaign(owner, slug="netz", now=clock.now())
    assert "kept in step" not in desk.get(PAGE).content.decode()
    assert look() == 0


def test_another_picture_is_offered_to_a_draft_and_fetched_when_it_is_taken_over(
    owner: Membership, site: Website
) -> None:
    campaign = follow(owner, site)
    tell(site, image="https://pictures.example/other.jpg", place="Kampnagel")
    look_again(campaign)
    assert offered(campaign) == {"Place": "Kampnagel", "Picture": "another one, from pictures.example"}
    revised = take_over_event(campaign=campaign, actor=actor_of(owner), now=clock.now())
    assert revised.event_place == "Kampnagel"
    with organization_scope(owner.organization_id):
        wanted = PictureFetch.objects.get()
    assert (wanted.url, wanted.is_own) == ("https://pictures.example/other.jpg", False)
    assert offered(campaign) == {}


def test_another_picture_is_not_offered_in_place_of_an_own_one(owner: Membership, site: Website) -> None:
    campaign = follow(owner, site)
    put_picture(campaign=campaign, file=io.BytesIO(jpeg()), actor=actor_of(owner), now=clock.now())
    tell(site, image="https://pictures.example/other.jpg")
    look_again(campaign)
    assert offered(campaign) == {}
    assert verbs(campaign) == ["event_followed"]


def test_another_picture_is_no_news_for_a_public_page(owner: Membership, site: Website) -> None:
    """What people have joined stays as it is, and a picture is nothing to tell."""
    campaign = follow(owner, site, state="live")
    tell(site, image="https://pictures.example/other.jpg")
    look_again(campaign)
    assert offered(campaign) == {}
    with organization_scope(owner.organization_id):
        assert not any(prepared_update(campaign).values())
