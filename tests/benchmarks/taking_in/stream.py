"""A stream for a thousand campaigns: how far behind the listener is while it takes in what is theirs.

A Jetstream in a process of its own tells so many events a second, each at its moment; one in ten carries a hashtag that one
of the campaigns asked for. The listener is the platform's own `Consumer`, on the tests' PostgreSQL, which is tidied up meanwhile as
autovacuum does elsewhere. A post's lag is the time from the moment at which it is told to when its row is committed.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import uuid4

from django.conf import settings

from accounts.scope import organization_scope
from campaigns.enums import Network
from campaigns.listening import connectors
from campaigns.listening.ingest import ingest
from campaigns.listening.operations import open_feeds
from campaigns.listening.routing import Listener, routes_of
from campaigns.listening.streaming import Consumer
from campaigns.models import Campaign, Feed, Hashtag, HourlyMetric
from campaigns.networks.contract import PostSeen
from candyplatform.base import clock
from tests.benchmarks.taking_in.corpus import seen
from tests.benchmarks.taking_in.place import Place, place
from tests.benchmarks.taking_in.tidying import tidied

CAMPAIGNS = 1_000
BEFORE = 10
SECONDS = 600.0


def sustained(scale: float) -> dict[str, list[float]]:
    """Lag at the 99th percentile, whether it grows, and posts taken in a second."""
    seconds = max(10.0, SECONDS * scale)
    with place() as here, here.entered():
        tags = _campaigns(here, max(20, int(CAMPAIGNS * min(1.0, scale * 10))))
        _heard_before(here)
        before = _taken_in(here)
        command = [sys.executable, "-m", "tests.benchmarks.taking_in.sender", *tags]
        with tidied(here.name), subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout
                lags = _listen(int(server.stdout.readline()), seconds)
            finally:
                server.kill()
        matched = (_taken_in(here) - before) / seconds
    fifth = max(1, len(lags) // 5)
    growth = statistics.median(lags[-fifth:]) - statistics.median(lags[:fifth])
    return {
        "lag_p99": [statistics.quantiles(lags, n=100)[98]],
        "lag_growth": [max(0.0, growth)],
        "matched": [matched],
    }


def _campaigns(here: Place, count: int) -> list[str]:
    """So many live campaigns, each with a hashtag of its own, like the one that is there. Returns the hashtags."""
    first, now = here.campaign, clock.now()
    tags = []
    with organization_scope(first.organization_id):
        for number in range(count):
            campaign = Campaign.objects.get(pk=first.pk)
            campaign.pk, campaign.slug, campaign.live_at = uuid4(), f"storm-{number}", now
            campaign.short_code = f"{number:010x}"
            campaign.save(force_insert=True)
            tags.append(f"bitte{number}")
            Hashtag.objects.create(
                organization_id=first.organization_id, campaign=campaign, text=tags[-1], folded=tags[-1]
            )
            open_feeds(campaign=campaign, now=now)
    return tags


def _heard_before(here: Place) -> None:
    """Each campaign has heard something already, and the database has looked at its tables since."""
    now = clock.now()
    feed = Feed.objects.get(topic="*", network=Network.BLUESKY)
    for number, listener in enumerate(routes_of(feed).listeners):
        posts = [seen(number * BEFORE + index) for index in range(BEFORE)]
        ingest(listener=listener, network=feed.network, feed_id=feed.pk, posts=posts, now=now)
    here.as_owner("VACUUM ANALYZE")


def _listen(port: int, seconds: float) -> list[float]:
    """Each post's lag, in the order in which they were taken in."""
    bluesky = settings.NETWORKS["bluesky"]
    settings.NETWORKS = settings.NETWORKS | {"bluesky": bluesky | {"hosts": [f"ws://127.0.0.1:{port}"]}}
    settings.HTTP_ALLOW_LOOPBACK = [f"127.0.0.1:{port}"]
    connectors.connectors.cache_clear()
    connectors.door.cache_clear()
    feed = Feed.objects.get(topic="*", network=Network.BLUESKY)
    feed.host = f"ws://127.0.0.1:{port}"
    lags: list[float] = []
    ends = time.monotonic() + seconds
    consumer = _Watched(feed, lambda: time.monotonic() > ends, lags)
    consumer.listen_while_wanted()
    consumer.let_go()
    return lags


class _Watched(Consumer):
    """The platform's consumer, with a look at the clock whenever posts are committed."""

    def __init__(self, feed: Feed, stop: Callable[[], bool], lags: list[float]) -> None:
        super().__init__(feed, stop)
        self._lags = lags
        self._committed: set[str] = set()

    def take_in(
        self, listener: Listener, posts: Sequence[PostSeen], gone: Sequence[str], now: datetime
    ) -> None:
        super().take_in(listener, posts, gone, now)
        committed = time.time()
        # What a second call brings again was committed before.
        fresh = [post for post in posts if post.uri not in self._committed]
        self._lags += [committed - post.posted_at.timestamp() for post in fresh]
        self._committed.update(post.uri for post in fresh)


def _taken_in(here: Place) -> int:
    with organization_scope(here.campaign.organization_id):
        return sum(HourlyMetric.objects.values_list("posts", flat=True))
