"""The moving parts: what they say, and that nothing is sent twice."""

import json

import pytest
from django.test import Client

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.scope import organization_scope
from campaigns.models import Campaign, Feed, Post
from campaigns.pages.numbers import NOT_MEASURED
from campaigns.transitions import operations as transitions
from tests.campaigns.pages.conftest import PAGE
from tests.factories import NOW, hear, post_seen
from tests.support.own_cache import empty_own_cache

pytestmark = pytest.mark.django_db
LIVE, WALL = f"{PAGE}live.json?lang=en", f"{PAGE}wall/?lang=en"


@pytest.fixture
def heard(campaign: Campaign) -> Campaign:
    with organization_scope(campaign.organization_id):
        Feed.objects.filter(subscriptions__campaign=campaign).update(status="measured", heard_at=NOW)
    return campaign


def numbers(client: Client, url: str = LIVE) -> dict[str, object]:
    found: dict[str, object] = json.loads(client.get(url).content)
    return found


def test_live_tells_state_and_numbers(membership: Membership, heard: Campaign, reader: Client) -> None:
    hear(heard, post_seen(1, favorites=1203), post_seen(2, favorites=0), kindness="friendly")
    actor = actor_of(membership)
    with organization_scope(heard.organization_id):
        transitions.mark_answered(campaign=heard, actor=actor, now=NOW)
    found = numbers(reader)
    assert found["state"] == "answered"
    assert {key: value for key, value in found["numbers"].items() if key not in ("clock", "measured")} == {  # type: ignore[attr-defined]
        "posts": "2",
        "people": "2",
        "reactions": "1,203",
    }
    assert set(found) == {"state", "numbers", "wall"}


def test_live_tells_where_it_counts(heard: Campaign, reader: Client) -> None:
    measured = numbers(reader)["numbers"]["measured"]  # type: ignore[index]
    assert measured == "Counted on Mastodon and Bluesky. Not measured: X and Threads."


def test_live_tells_what_is_counted_in_part(heard: Campaign, reader: Client) -> None:
    with organization_scope(heard.organization_id):
        feed = Feed.objects.filter(subscriptions__campaign=heard, network="mastodon").earliest("id")
        Feed.objects.filter(id=feed.id).update(status="not_measured")
    measured = numbers(reader)["numbers"]["measured"]  # type: ignore[index]
    assert measured == "Counted on Bluesky. Counted in part: Mastodon. Not measured: X and Threads."


def test_live_says_nothing_where_nothing_was_heard(campaign: Campaign, reader: Client) -> None:
    assert numbers(reader)["numbers"]["posts"] == NOT_MEASURED  # type: ignore[index]


def test_live_is_not_sent_twice(heard: Campaign, reader: Client) -> None:
    first = reader.get(LIVE)
    assert first["Cache-Control"] == "public, max-age=2, stale-while-revalidate=10"
    again = reader.get(LIVE, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == "public, max-age=2, stale-while-revalidate=10"
    empty_own_cache()
    hear(heard, post_seen(1), kindness="friendly")
    moved = reader.get(LIVE, headers={"if-none-match": first["ETag"]})
    assert moved.status_code == 200
    assert moved["ETag"] != first["ETag"]


def test_live_in_one_language_is_not_shown_in_another(heard: Campaign, reader: Client) -> None:
    hear(heard, post_seen(1, favorites=1000), kindness="friendly")
    assert numbers(reader)["numbers"]["reactions"] == "1,000"  # type: ignore[index]
    assert numbers(reader, f"{PAGE}live.json?lang=de")["numbers"]["reactions"] == "1.000"  # type: ignore[index]


def test_wall_shows_the_newest_posts_and_its_mark_moves_with_them(heard: Campaign, reader: Client) -> None:
    assert "Nothing to show here yet." in reader.get(WALL).content.decode()
    empty = numbers(reader)["wall"]
    hear(heard, post_seen(1, text="Bitte."), kindness="friendly")
    empty_own_cache()
    html = reader.get(WALL).content.decode()
    assert "<html" not in html
    assert "Bitte." in html
    one = numbers(reader)["wall"]
    assert one != empty
    assert one == reader.get(PAGE).context["poster"].wall.mark
    with organization_scope(heard.organization_id):
        Post.objects.update(text="Bitte, liebe Telekom.", edited_at=NOW)
    empty_own_cache()
    assert numbers(reader)["wall"] not in (one, empty)


def test_wall_shows_times_in_the_zone_of_the_campaign(heard: Campaign, reader: Client) -> None:
    hear(heard, post_seen(1, posted_at=NOW), kindness="friendly")
    assert "12:00" in reader.get(WALL).content.decode()
