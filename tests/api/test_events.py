"""Events by the API: listed, read from a page, kept in step with it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from accounts.actors import actor_of
from accounts.scope import organization_scope
from campaigns.authoring.tools.operations import connect_tool
from campaigns.models import Campaign, EventPicture
from tests.api.conftest import Caller, caller_of
from tests.campaigns.authoring.event_sources.samples import SAMPLES, TOKEN
from tests.campaigns.authoring.in_step.conftest import follow, look, site, tell  # noqa: F401 - `site` is a fixture
from tests.factories import NOW, make_campaign, make_organization
from tests.support.own_limits import own_limits
from tests.support.sites import NOTHING, Reply, Website, website

EVENTS, PAGES = "/api/v1/events/", "/api/v1/event-pages/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def told(caller: Caller, path: str, **query: Any) -> Any:
    answer = caller.get(path, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def slugs(caller: Caller, **query: Any) -> list[str]:
    return [event["campaign"]["slug"] for event in told(caller, EVENTS, **query)["results"]]


def test_event_says_whose_it_is_and_follows_no_page_by_itself(caller: Caller) -> None:
    campaign = make_campaign(caller.membership, event_place="Hamburg", event_url="")
    make_campaign(caller.membership, slug="nameless", event_name="")
    expected = {
        "name": campaign.event_name,
        "names": {},
        "place": "Hamburg",
        "starts_at": "2013-04-26T10:00:00Z",
        "ends_at": "2013-04-28T10:00:00Z",
        "url": None,
        "image": None,
        "time_zone": "Europe/Berlin",
        "campaign": {"id": str(campaign.id), "slug": campaign.slug, "state": "draft"},
        "external_ref": None,
        "source": None,
    }
    assert told(caller, EVENTS)["results"] == [expected]
    assert told(caller, f"{EVENTS}{campaign.slug}/") == expected


def test_events_are_found_by_their_day_and_by_their_tool(caller: Caller) -> None:
    for slug, day, ref in (("late", 20, "hh14"), ("soon", 2, "hh13"), ("some-day", None, "hh15")):
        starts_at = NOW + timedelta(days=day) if day else None
        campaign = make_campaign(
            caller.membership, slug=slug, event_starts_at=starts_at, event_ends_at=None, deadline=None
        )
        with organization_scope(caller.membership.organization_id):
            Campaign.objects.filter(id=campaign.id).update(external_system="shop", external_event=ref)
    assert slugs(caller, ordering="event_starts_at") == ["soon", "late", "some-day"]
    assert slugs(caller, ordering="-event_starts_at") == ["late", "soon", "some-day"]
    until = (NOW + timedelta(days=3)).isoformat()
    assert slugs(caller, starts_until=until) == ["soon"]
    assert slugs(caller, starts_from=until) == ["late"]
    assert slugs(caller, external_system="shop", external_event="hh14") == ["late"]


def _shown(campaign: Campaign) -> None:
    """Give it a picture."""
    with organization_scope(campaign.organization_id):
        EventPicture.objects.create(
            organization_id=campaign.organization_id, campaign=campaign, picture=b"-", width=1, height=1, digest="0",
            is_own=True, changed_at=NOW,
        )  # fmt: skip


def test_list_takes_the_same_queries_for_one_and_three(caller: Caller, site: Website) -> None:  # noqa: F811
    counted = []
    for number in range(3):
        follow(caller.membership, site, slug=f"netz-{number}")
        _shown(make_campaign(caller.membership, slug=f"live-{number}", state="live"))
        tell(site, place="Altona", image="https://pictures.example/other.jpg")
        look()
        told(caller, EVENTS)  # the token's use is noted once a minute
        with CaptureQueriesContext(connection) as captured:
            assert len(told(caller, EVENTS)["results"]) == 2 * (number + 1)
        counted.append(len(captured))
        tell(site)
    assert counted == [10] * 3


def test_page_is_followed_and_what_changes_there_is_taken_over(caller: Caller, site: Website) -> None:  # noqa: F811
    campaign = make_campaign(caller.membership, event_name="EduCamp")
    one = f"{EVENTS}{campaign.id}/"
    put = caller.send("put", f"{one}source/", {"url": f"{site.url}/feed.ics"})
    assert (put.status_code, put.json()["source"]["kind"]) == (200, None)
    assert look() == 1
    source = told(caller, one)["source"]
    assert source == {
        "url": f"{site.url}/feed.ics",
        "kind": "calendar",
        "looked_at": "2013-04-22T10:00:00Z",
        "failed_at": None,
        "offer": None,
    }
    tell(site, place="Altona", hour=10, until=20)
    with time_machine.travel(NOW + timedelta(days=1, minutes=1), tick=False):
        assert look() == 1
        offer = told(caller, one)["source"]["offer"]
        assert (offer["changed"], offer["can_take_over"]) == (["place", "starts_at", "ends_at"], True)
        assert (offer["event"]["place"], offer["event"]["starts_at"]) == ("Altona", "2013-04-26T08:00:00Z")
        assert offer["text"]["en"] == (
            "The event now takes place here: Altona. The event now starts on 26 April 2013, 10:00. "
            "The event now ends on 28 April 2013, 20:00."
        )
        taken = caller.send("post", f"{one}take-over/")
        assert (taken.status_code, taken.json()["place"], taken.json()["source"]["offer"]) == (
            200,
            "Altona",
            None,
        )
        again = caller.send("post", f"{one}take-over/")
    assert (again.status_code, again.json()["code"]) == (409, "in_step")


def test_public_event_is_told_as_news_and_left(caller: Caller, site: Website) -> None:  # noqa: F811
    campaign = follow(caller.membership, site, state="live")
    one = f"{EVENTS}{campaign.id}/"
    tell(site, place="Altona")
    with time_machine.travel(NOW + timedelta(days=1, minutes=1), tick=False):
        look()
        offer = told(caller, one)["source"]["offer"]
        refused = caller.send("post", f"{one}take-over/")
        assert (offer["can_take_over"], refused.status_code, refused.json()["code"]) == (
            False,
            409,
            "not_editable",
        )
        news = caller.send("post", f"/api/v1/campaigns/{campaign.id}/updates/", {"text": offer["text"]})
        left = caller.send("post", f"{one}leave/")
    assert (news.status_code, left.json()["source"]["offer"]) == (201, None)
    assert left.json()["place"] == (campaign.event_place or None)


def test_page_is_followed_no_more(caller: Caller, site: Website) -> None:  # noqa: F811
    campaign = follow(caller.membership, site)
    source = f"{EVENTS}{campaign.id}/source/"
    assert caller.send("delete", source).status_code == 204
    assert told(caller, f"{EVENTS}{campaign.id}/")["source"] is None
    again = caller.send("delete", source)
    assert (again.status_code, again.json()["code"]) == (409, "not_followed")


def test_what_is_no_address_is_not_followed(caller: Caller) -> None:
    campaign = make_campaign(caller.membership)
    answer = caller.send("put", f"{EVENTS}{campaign.id}/source/", {"url": "ftp://example.org/x"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "#/url")


@pytest.mark.parametrize("name", SAMPLES)
def test_page_of_each_kind_makes_a_draft(caller: Caller, settings: Settings, name: str) -> None:
    sample = SAMPLES[name]
    with website(sample.answer({})) as there:
        settings.HTTP_ALLOW_LOOPBACK = [there.address]
        link = f"{there.url}{sample.link}"
        if sample.tokens:
            connect_tool(address=there.url, token=TOKEN, actor=actor_of(caller.membership), now=NOW)
        found = told(caller, PAGES, url=link, language="de")
    assert (found["url"], found["kind"]) == (link, sample.kind)
    made = caller.send("post", "/api/v1/campaigns/", {"languages": ["de"], "event": found["event"]})
    assert made.status_code == 201, made.content
    image_url = found["event"].pop("image_url")
    assert made.json()["event"] == {**found["event"], "image": None}
    standing = caller.get(f"/api/v1/campaigns/{made.json()['id']}/event-picture/").json()
    assert (standing["fetching"], standing["source_url"]) == (True, image_url)


def test_no_transaction_waits_for_the_page(
    caller: Caller, settings: Settings, transactional_db: None
) -> None:
    open_ones: list[int] = []

    def answer(asked: object) -> Reply:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'"
            )
            open_ones.append(cursor.fetchone()[0])
        connection.close()
        return NOTHING

    caller = caller_of(make_organization())
    with website(answer) as there:
        settings.HTTP_ALLOW_LOOPBACK = [there.address]
        refused = caller.get(PAGES, {"url": f"{there.url}/"})
    assert (refused.status_code, refused.json()["code"], open_ones) == (400, "event_unread", [0])


@pytest.mark.parametrize(
    ("query", "code", "parameter"),
    [
        ({}, "invalid", "url"),
        ({"url": "https://example.org/", "time_zone": "Mars"}, "invalid", "time_zone"),
        ({"url": "http://10.0.0.1/"}, "event_unread", None),
        ({"url": "http://[::1"}, "event_unread", None),
    ],
    ids=str,
)
def test_what_cannot_be_read_is_told(
    caller: Caller, query: dict[str, str], code: str, parameter: str | None
) -> None:
    answer = caller.get(PAGES, query)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert [wrong.get("parameter") for wrong in answer.json().get("errors", [])] == (
        [parameter] if parameter else []
    )


def test_pages_are_read_so_often_and_no_more(caller: Caller, settings: Settings, worker_id: str) -> None:
    with own_limits(settings, worker_id, {"link.token": "2/hour"}):
        asked = [caller.get(PAGES, {"url": "http://10.0.0.1/"}).status_code for _ in range(3)]
    assert asked == [400, 400, 429]
