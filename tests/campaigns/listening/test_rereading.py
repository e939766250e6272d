"""Posts that reach a server late are found by a second, slow reading."""

from collections.abc import Iterator
from datetime import timedelta
from time import time

import pytest
from pytest_django.fixtures import Settings

from accounts.scope import organization_scope
from campaigns.enums import Network
from campaigns.listening import polling, rereading
from campaigns.listening.connectors import connectors
from campaigns.listening.operations import REREAD
from campaigns.models import Campaign, Feed, Post
from campaigns.networks.simulator.simulator import Simulator, Start
from candyplatform.base import clock
from candyplatform.base.models import DueWork
from candyplatform.base.rls import transaction_settings
from tests.factories import make_campaign, make_organization
from tests.storm.conftest import forget_networks, point_at
from tests.support.due_work import sweep_and_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def simulator(settings: Settings) -> Iterator[Simulator]:
    """A storm that is over since minutes."""
    with Simulator(Start(posts=80, speed=4800, started_at=time() - 60), rate_limit=10_000) as simulator:
        point_at(settings, simulator)
        yield simulator
    forget_networks()


def heard(campaign: Campaign) -> set[str]:
    with organization_scope(campaign.organization_id):
        return set(Post.objects.filter(network="mastodon", role="supporter").values_list("uri", flat=True))


def test_post_that_arrives_late_is_found_by_the_second_reading(simulator: Simulator) -> None:
    now = clock.now()
    campaign = make_campaign(make_organization(), state="live", now=now - timedelta(minutes=2))
    world = simulator.world
    late = [
        post for post in world.posts if post.network == "mastodon" and post.counts and not post.deleted_at
    ][:3]
    arrivals = [
        {post.number: places.pop(post.number) for post in late if post.number in places}
        for places in world._arrivals
    ]
    sweep_and_work(now=now + timedelta(seconds=1), kinds=("feed.fetch",))
    sweep_and_work(now=now + timedelta(seconds=31), kinds=("feed.fetch",))
    missed = {world.uri(post) for post in late}
    assert heard(campaign).isdisjoint(missed)
    for places, found in zip(world._arrivals, arrivals, strict=True):
        places.update(found)
    for turn in range(1, 4):
        sweep_and_work(now=now + turn * rereading.PAUSE + timedelta(seconds=5), kinds=(REREAD,))
    assert missed <= heard(campaign)
    assert set(Feed.objects.filter(network="mastodon").values_list("second_cursor", flat=True)) == {""}


def test_only_what_arrives_late_is_read_twice(simulator: Simulator) -> None:
    """Not what costs money, nor what is searched for once."""
    make_campaign(make_organization(), state="live", now=clock.now())
    with transaction_settings({"app.reader": "sweeper"}):
        read_twice = DueWork.objects.filter(kind=REREAD).values_list("key", flat=True)
        feeds = Feed.objects.filter(pk__in=[int(key) for key in read_twice])
    assert set(feeds.values_list("network", flat=True)) == {"mastodon"}
    assert [name for name, one in connectors().items() if one.traits.arrives_late] == [Network.MASTODON]


def test_second_reading_ends_with_the_campaign() -> None:
    make_campaign(make_organization(), state="closed")
    sweep_and_work(now=clock.now() + timedelta(days=9000), kinds=(REREAD,))
    assert sweep_and_work(now=clock.now() + timedelta(days=9000), kinds=(REREAD,)) == 0


def test_hours_that_nobody_tells_any_more_are_said(simulator: Simulator) -> None:
    now = clock.now()
    make_campaign(make_organization(), state="live", now=now)
    feed = Feed.objects.get(topic="*")
    keeps = connectors()[Network.BLUESKY].keeps  # type: ignore[attr-defined]
    feed.heard_at = now - 2 * keeps
    polling.note_gap(feed, since=feed.heard_at, until=now - keeps)
    feed.refresh_from_db()
    assert feed.gaps == [[(now - 2 * keeps).isoformat(), (now - keeps).isoformat()]]
    assert feed.heard_at == now - keeps
