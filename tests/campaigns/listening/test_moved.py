"""Likes and answers that a stream tells: the post's counts are asked for soon, and once for any number of them."""

from datetime import timedelta

import pytest
import time_machine

from accounts.scope import organization_scope
from campaigns.listening.streaming import Consumer, streamed_feeds
from campaigns.models import Campaign, Post
from campaigns.networks.contract import AuthorSeen
from campaigns.networks.telling import StreamBatch
from tests.factories import NOW, hear, make_campaign, make_organization, post_seen

pytestmark = pytest.mark.django_db
URI = "at://did:plc:a/app.bsky.feed.post/1"


@pytest.fixture
def campaign() -> Campaign:
    campaign = make_campaign(make_organization(), state="live")
    author = AuthorSeen(id="did:plc:a", handle="a.example", url="https://bsky.app/profile/a.example")
    hear(campaign, post_seen(1, network="bluesky", uri=URI, author=author))
    return campaign


def due(campaign: Campaign) -> object:
    with organization_scope(campaign.organization_id):
        return Post.objects.get(uri=URI).refresh_due_at


def tell(*moved: str) -> None:
    (feed,) = streamed_feeds()
    batch = StreamBatch(posts=(), gone=(), cursor="1", lag_seconds=0.0, seen_events=1, moved=frozenset(moved))
    Consumer(feed, lambda: False).record(batch)


@time_machine.travel(NOW + timedelta(hours=2), tick=False)
def test_a_post_that_moved_is_looked_at_within_a_minute(campaign: Campaign) -> None:
    with organization_scope(campaign.organization_id):
        Post.objects.update(refresh_due_at=NOW + timedelta(hours=4))
    tell(URI, "at://did:plc:b/app.bsky.feed.post/2")
    assert due(campaign) == NOW + timedelta(hours=2, minutes=1)


@time_machine.travel(NOW + timedelta(hours=2), tick=False)
def test_a_post_that_moved_is_not_put_off(campaign: Campaign) -> None:
    soon = NOW + timedelta(hours=2, seconds=5)
    with organization_scope(campaign.organization_id):
        Post.objects.update(refresh_due_at=soon)
    tell(URI)
    assert due(campaign) == soon


@time_machine.travel(NOW + timedelta(days=2), tick=False)
def test_a_deleted_post_is_left_alone(campaign: Campaign) -> None:
    with organization_scope(campaign.organization_id):
        Post.objects.update(refresh_due_at=None, deleted_at=NOW)
    tell(URI)
    assert due(campaign) is None


def test_the_stream_is_asked_about_living_posts_of_the_last_days(campaign: Campaign) -> None:
    (feed,) = streamed_feeds()
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        assert Consumer(feed, lambda: False).subjects() == {URI}
    with time_machine.travel(NOW + timedelta(days=4), tick=False):
        assert Consumer(feed, lambda: False).subjects() == set()
    with organization_scope(campaign.organization_id):
        Post.objects.update(deleted_at=NOW)
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        assert Consumer(feed, lambda: False).subjects() == set()
