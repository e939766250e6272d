"""An event's picture by the API: told with its campaign, fetched from an address, described, taken away."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actors import actor_of
from campaigns.authoring.picture.operations import describe_picture
from campaigns.models import Campaign
from candyplatform.base import clock
from tests.api.conftest import Caller
from tests.api.operations import LIST, NEW
from tests.campaigns.authoring.picture.conftest import fetch_due, put, site, standing
from tests.factories import make_campaign
from tests.support.event_pictures import jpeg
from tests.support.sites import Website

pytestmark = pytest.mark.django_db
__all__ = ["site"]
NOTHING = {"image": None, "fetching": False, "problem": None, "source_url": None}


@pytest.fixture
def draft(caller: Caller) -> Campaign:
    return make_campaign(caller.membership, now=clock.now())


def at(campaign: Campaign) -> str:
    return f"{LIST}{campaign.id}/event-picture/"


def image(caller: Caller, campaign: Campaign) -> Any:
    return caller.get(f"{LIST}{campaign.id}/").json()["event"]["image"]


def test_picture_is_fetched_told_described_and_removed(
    caller: Caller, draft: Campaign, site: Website
) -> None:
    assert caller.get(at(draft)).json() == NOTHING
    url = f"{site.url}/red.jpg"
    asked = caller.send("put", at(draft), {"url": url})
    awaited = {**NOTHING, "fetching": True, "source_url": url}
    assert (asked.status_code, asked.json()) == (202, awaited)
    assert caller.get(at(draft)).json() == awaited
    fetch_due()
    told: dict[str, Any] = {"url": None, "width": 1280, "height": 720, "alt": {}}
    assert caller.get(at(draft)).json() == {**NOTHING, "image": told, "source_url": url}
    words, seen = {"alt": {"en": "People by the lake"}}, caller.get(at(draft))["ETag"]
    assert caller.send("patch", at(draft), words, if_match='"another"').status_code == 412
    described = caller.send("patch", at(draft), words, if_match=seen)
    told["alt"] = {"en": "People by the lake"}
    assert (described.status_code, described.json()["image"]) == (200, told)
    assert image(caller, draft) == told
    assert caller.send("delete", at(draft)).status_code == 204
    assert caller.get(at(draft)).json() == NOTHING
    assert image(caller, draft) is None


def test_picture_that_could_not_be_fetched_says_why(caller: Caller, draft: Campaign, site: Website) -> None:
    caller.send("put", at(draft), {"url": f"{site.url}/page.html"})
    fetch_due()
    told = caller.get(at(draft)).json()
    assert (told["fetching"], told["problem"]) == (False, "not_a_picture")


def test_public_picture_is_found_at_its_address(caller: Caller) -> None:
    live = make_campaign(caller.membership, state="live", picture=jpeg(), now=clock.now())
    url = image(caller, live)["url"]
    assert url.startswith(f"{live.page_url}picture/")
    response = Client().get(url.removeprefix("http://localhost:8000"))
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")


@pytest.mark.parametrize(
    ("method", "body", "problem"),
    [
        ("put", {"url": "javascript:alert(1)"}, ("invalid", "#/url")),
        ("put", {}, ("required", "#/url")),
        ("patch", {"alt": {"en": "x" * 251}}, ("invalid", "#/alt/en")),
        ("patch", {"alt": {"fr": "x"}}, ("unknown_field", "#/alt/fr")),
    ],
)
def test_what_cannot_be_used_is_said_where_it_stands(
    caller: Caller, draft: Campaign, method: str, body: Any, problem: tuple[str, str]
) -> None:
    put(caller.membership, draft)
    answer = caller.send(method, at(draft), body, if_match="*")
    assert answer.status_code == 400
    assert [(found["code"], found["pointer"]) for found in answer.json()["errors"]] == [problem]


def test_words_need_a_picture_and_a_picture_needs_a_draft(caller: Caller, draft: Campaign) -> None:
    lonely = caller.send("patch", at(draft), {"alt": {"en": "Nobody"}}, if_match="*")
    assert (lonely.status_code, lonely.json()["code"]) == (409, "no_picture")
    live = make_campaign(caller.membership, slug="live", state="live", picture=jpeg(), now=clock.now())
    for method, body in (("put", {"url": "https://pictures.example/a.jpg"}), ("delete", None)):
        answer = caller.send(method, at(live), body)
        assert (answer.status_code, answer.json()["code"]) == (409, "not_editable")


def test_event_names_the_address_of_its_picture(caller: Caller, site: Website) -> None:
    """Told once or again and again, it is fetched once."""
    event = {**NEW["event"], "image_url": f"{site.url}/red.jpg"}
    made = caller.send("post", LIST, {**NEW, "event": event}).json()
    one = f"{LIST}{made['id']}/"
    assert fetch_due() == 1
    first = caller.get(one).json()["event"]["image"]
    assert (first["width"], first["height"]) == (1280, 720)
    assert caller.send("post", LIST, {**NEW, "event": event}).status_code == 200
    assert fetch_due() == 0
    changed = caller.send("patch", one, {"event": {"image_url": f"{site.url}/blue.jpg"}}, if_match="*")
    assert changed.status_code == 200
    assert fetch_due() == 1
    assert len(site.heard) == 2


def test_event_does_not_replace_what_the_organizer_put_there(
    caller: Caller, draft: Campaign, site: Website
) -> None:
    own = put(caller.membership, draft)
    body = {"event": {"image_url": f"{site.url}/red.jpg"}}
    assert caller.send("patch", f"{LIST}{draft.id}/", body, if_match="*").status_code == 200
    assert fetch_due() == 0
    now = standing(draft)
    assert now.picture
    assert now.picture.digest == own.digest


@pytest.mark.parametrize("url", ["data:image/png;base64,AA", "x", f"https://x.example/{'a' * 3_000}"])
def test_address_that_is_none_is_an_error_and_nothing_is_written(caller: Caller, url: str) -> None:
    answer = caller.send("post", LIST, {**NEW, "event": {**NEW["event"], "image_url": url}})
    assert answer.status_code == 400
    assert [found["pointer"] for found in answer.json()["errors"]] == ["#/event/image_url"]
    assert caller.get(LIST).json()["count"] == 0


@pytest.mark.parametrize("count", [1, 3])
def test_lists_tell_pictures_without_reading_them(caller: Caller, count: int) -> None:
    for number in range(count):
        campaign = make_campaign(caller.membership, slug=f"c{number}", picture=jpeg(), now=clock.now())
        describe_picture(
            campaign=campaign, alt={"en": "Us"}, actor=actor_of(caller.membership), now=clock.now()
        )
    with CaptureQueriesContext(connection) as captured:
        told = caller.get(LIST).json()["results"]
    assert [one["event"]["image"]["alt"] for one in told] == [{"en": "Us"}] * count
    read = [query["sql"] for query in captured.captured_queries if "campaigns_eventpicture" in query["sql"]]
    assert len(read) == 1
    assert '"picture"' not in read[0]
